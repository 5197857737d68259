using Microsoft.Win32.SafeHandles;

namespace Awsnet.Components;

/// <summary>Voxels in a file, plain or compressed; nothing of them stays in memory.</summary>
internal sealed class FileNiftiVoxels : NiftiVoxels
{
    private readonly string path;
    private readonly string fullPath;
    private readonly long offset;
    private readonly long byteCount;
    private readonly long recordedLength;
    private readonly DateTime lastWrite;

    private FileNiftiVoxels(ImageFileInput input, long offset, long byteCount, bool isBigEndian)
    {
        path = input.Path;
        (recordedLength, lastWrite) = (input.RecordedLength(), input.LastWrite);
        fullPath = Path.GetFullPath(path); // the current folder may be another one when the voxels are read
        this.offset = offset;
        this.byteCount = byteCount;
        IsBigEndian = isBigEndian;
        HasRandomAccess = !input.IsGzip;
    }

    public override string Name => path;

    public override bool HasRandomAccess { get; }

    public override bool IsBigEndian { get; }

    /// <summary>Compares what the header promises with what the file holds, before anything is allocated for it.</summary>
    public static FileNiftiVoxels Of(NiftiHeader header, ImageFileInput input, long offset, long byteCount)
    {
        long end = offset + byteCount;
        long held = input.LengthUpTo(end);
        if (held < end)
        {
            throw new InvalidImageFileException(input.Path,
                $"its header gives [{string.Join(", ", header.Shape)}] voxels of {header.DataType.Name()}, {byteCount} bytes from byte " +
                    $"{offset} on, but {Math.Max(0, held - offset)} are there");
        }
        return new FileNiftiVoxels(input, offset, byteCount, header.IsBigEndian);
    }

    public override SafeFileHandle? OpenShared() => HasRandomAccess ? File.OpenHandle(fullPath) : null;

    public override NiftiVoxelCursor Open(long firstByte, long count, SafeFileHandle? shared) => new Cursor(
        shared is null
            ? ImageFileInput.Open(path, fullPath, isPlain: HasRandomAccess)
            : ImageFileInput.Share(path, shared), this, offset + firstByte, count, isToEnd: firstByte + count == byteCount);

    private sealed class Cursor : NiftiVoxelCursor
    {
        private readonly ImageFileInput input;
        private readonly bool isToEnd;

        public Cursor(ImageFileInput input, FileNiftiVoxels voxels, long start, long byteCount, bool isToEnd) : base(byteCount)
        {
            this.isToEnd = isToEnd;
            this.input = input;
            try
            {
                // Another file's voxels are others, or lie elsewhere. Times are coarse on some disks, lengths alike in many files.
                if (input.LastWrite != voxels.lastWrite || input.RecordedLength() != voxels.recordedLength)
                    throw new InvalidImageFileException(input.Path, "was written anew since its header was read; read the image again");
                if (input.Skip(start) < start) throw CutShort();
            }
            catch
            {
                input.Dispose();
                throw;
            }
        }

        public override void Dispose()
        {
            input.Dispose();
            base.Dispose();
        }

        protected override ReadOnlySpan<byte> Take(int count)
        {
            ReadOnlySpan<byte> bytes = input.Take(count);
            return bytes.Length == count ? bytes : throw CutShort();
        }

        protected override void Complete()
        {
            if (isToEnd) input.CheckEnd();
        }

        private InvalidImageFileException CutShort() => new(input.Path, "ends before its last voxel: the file is cut short");
    }
}
