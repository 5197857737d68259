namespace Awsnet.Components.Myops.Tests;

/// <summary>Files of generated cases, copied and spoilt.</summary>
internal static class CaseFile
{
    private static readonly string[] Kinds = ["C0", "DE", "T2", "gd"];

    public static string Of(string folder, string id, string kind) => Path.Combine(folder, $"{id}_{kind}.nii.gz");

    /// <summary>Copies a case's files; a folder made if missing.</summary>
    public static void Copy(string from, string id, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var kind in Kinds) File.Copy(Of(from, id, kind), Of(to, id, kind));
    }

    /// <summary>Changes a file's voxels in place; the action gets all voxels and the length of a slice.</summary>
    public static void Rewrite(string folder, string id, string kind, Action<short[], int> change)
    {
        var path = Of(folder, id, kind);
        var image = NiftiImage.Read(path);
        var voxels = image.ReadInt16();
        change(voxels, image.Shape[0] * image.Shape[1]);
        NiftiImage.Create(image.Header, voxels).Write(path);
    }

    /// <summary>Cuts off a file's last bytes.</summary>
    public static void Truncate(string path, int bytes = 1000) => File.WriteAllBytes(path, File.ReadAllBytes(path)[..^bytes]);
}
