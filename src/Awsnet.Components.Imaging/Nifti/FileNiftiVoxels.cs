namespace Awsnet.Components;

/// <summary>Voxels in a file, plain or compressed; nothing of them stays in memory.</summary>
internal sealed class FileNiftiVoxels(string path, long offset, long byteCount, bool isBigEndian) : NiftiVoxels
{
    public override bool IsBigEndian => isBigEndian;

    public override string Name => path;

    public override NiftiVoxelCursor Open(long firstByte, long count) => new Cursor(path, offset + firstByte, count);

    /// <summary>Compares what the header promises with what the file holds, before anything is allocated for it.</summary>
    public void CheckLength(NiftiHeader header)
    {
        using var input = ImageFileInput.Open(path);
        if (input.IsGzip) return;
        long held = Math.Max(0, input.FileLength - offset);
        if (held >= byteCount) return;
        throw new InvalidImageFileException(path,
            $"its header gives [{string.Join(", ", header.Shape)}] voxels of {header.DataType.Name()}, {byteCount} bytes from byte {offset} on, but the file holds {held} there");
    }

    private sealed class Cursor : NiftiVoxelCursor
    {
        private readonly ImageFileInput input;
        private readonly bool hasStart;

        public Cursor(string path, long start, long byteCount) : base(byteCount, Portion)
        {
            input = ImageFileInput.Open(path);
            hasStart = input.Skip(start);
        }

        public override void Dispose()
        {
            input.Dispose();
            base.Dispose();
        }

        protected override void Fill(Span<byte> destination)
        {
            if (!hasStart || input.ReadUpTo(destination) < destination.Length)
                throw new InvalidImageFileException(input.Path, "ends before its last voxel: the file is cut short");
        }
    }
}
