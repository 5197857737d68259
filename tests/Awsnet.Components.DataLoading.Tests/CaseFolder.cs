namespace Awsnet.Components.Tests;

/// <summary>Generated cases on the disk, whose voxel values say where they are.</summary>
internal sealed class CaseFolder : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public string Images => folder["images"];

    public string Labels => folder["labels"];

    public string this[string name] => folder[name];

    public IReadOnlyList<SegmentationCase> Open(SegmentationFolderOptions? options = null) =>
        SegmentationFolder.Open(folder["images"], folder["labels"], options).Cases;

    /// <summary>
    /// A volume with the value <c>1000 · case + index</c> in its first channel and the negative in its second, and labels by index.
    /// </summary>
    public CaseFolder Add(int number, int depth, int height, int width, Func<int, byte> label, int channels = 1)
    {
        int count = depth * height * width;
        for (int c = 0; c < channels; c++)
            NiftiImage.Create<float>([width, height, depth], [1, 1, 3],
                [.. Enumerable.Range(0, count).Select(i => (c == 0 ? 1 : -1) * (1000f * number + i))])
                .Write(folder[$"images/case-{number:00}{(channels == 1 ? "" : $"_000{c}")}.nii"]);
        NiftiImage.Create<byte>([width, height, depth], [1, 1, 3], [.. Enumerable.Range(0, count).Select(label)])
            .Write(folder[$"labels/case-{number:00}.nii"]);
        return this;
    }

    public void Dispose() => folder.Dispose();
}
