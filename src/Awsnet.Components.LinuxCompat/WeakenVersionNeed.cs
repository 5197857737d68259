using Microsoft.Build.Framework;

namespace Awsnet.Components;

/// <summary>
/// A build step: copies a shared library so that the dynamic loader of a system without one symbol version accepts the copy.
/// </summary>
/// <remarks>Where there is nothing to change no copy is made; where the file is not as expected a warning says so.</remarks>
public sealed class WeakenVersionNeed : Microsoft.Build.Utilities.Task
{
    /// <summary>The library, which stays as it is.</summary>
    [Required]
    public string Source { get; set; } = "";

    /// <summary>Where the changed copy goes; it appears whole or not at all.</summary>
    [Required]
    public string Destination { get; set; } = "";

    /// <summary>The version to do without, such as GLIBCXX_3.4.32.</summary>
    [Required]
    public string Version { get; set; } = "";

    /// <summary>The one symbol that may be asked for in that version, because nothing uses it.</summary>
    [Required]
    public string UnusedSymbol { get; set; } = "";

    /// <inheritdoc />
    public override bool Execute()
    {
        try
        {
            byte[] file = File.ReadAllBytes(Source);
            var weakening = Weakening.Of(file, Version, UnusedSymbol);
            if (weakening.Outcome == WeakeningOutcome.Weakened)
                Write(file);
            else if (weakening.Outcome == WeakeningOutcome.Unexpected)
                Log.LogWarning("{0} is left as it is: {1} It may not load on a system without {2}.", Source, weakening.Reason, Version);
            else
                Log.LogMessage(MessageImportance.Low, "{0} is left as it is: {1}", Source, weakening.Reason);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            Log.LogErrorFromException(problem);
        }
        return !Log.HasLoggedErrors;
    }

    private void Write(byte[] file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Destination)!);
        string temporary = $"{Destination}.{Guid.NewGuid():N}";
        File.WriteAllBytes(temporary, file);
        File.Delete(Destination);
        File.Move(temporary, Destination);
    }
}
