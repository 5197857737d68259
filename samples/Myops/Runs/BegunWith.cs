namespace Awsnet.Components.Myops;

/// <summary>Refuses options that differ from those that a run, or an experiment, was started with.</summary>
/// <param name="folder">Its folder, as the user named it.</param>
/// <param name="kind"><c>run</c> or <c>experiment</c>.</param>
/// <param name="recordName">The file in the folder that has its options.</param>
internal sealed class BegunWith(string folder, string kind, string recordName)
{
    /// <exception cref="InputException">The option was given, and otherwise than at first.</exception>
    public void Check(string option, string? given, string kept)
    {
        if (given is not null && given != kept)
            throw new InputException(
                $"{folder}: this {kind} was started with {option} {kept}, not {given}. Leave the option out to resume it, or " +
                $"choose another --out.");
    }

    /// <exception cref="InputException">Something was asked for otherwise than at first.</exception>
    public void Check(BeginRequest request, BegunRecord kept)
    {
        Check("--data", request.Data is { } data ? Path.GetFullPath(data) : null, kept.Data);
        Check("--labels", request.Labels is { } labels ? Path.GetFullPath(labels) : null, kept.Labels);
        Check("--preset", request.Preset, kept.Preset);
        Check("--seed", request.Seed?.ToString(), kept.Seed.ToString());
        Check("--device", request.Device, kept.Device);
        Check("--compute", request.Compute is "auto" ? null : request.Compute, kept.Compute);
        if (JsonFile.Text(request.Change(kept.Options)) != JsonFile.Text(kept.Options))
            throw new InputException(
                $"{folder}: this {kind} was started with other values of the method's constants; {recordName} has them. Leave " +
                $"those options out to resume it, or choose another --out.");
    }
}
