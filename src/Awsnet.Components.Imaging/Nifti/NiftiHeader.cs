using System.Collections.Immutable;
using System.Text;

namespace Awsnet.Components;

/// <summary>
/// The header of a NIfTI-1 or NIfTI-2 file, the same fields for both. Values are as stored; what has to be interpreted
/// (<see cref="Spacing"/>, <see cref="Affine"/>, <see cref="Slope"/>, <see cref="Intercept"/>) has a member of its own.
/// </summary>
/// <remarks>
/// Two headers are equal when they would be written as the same bytes and have equal extensions. Fields without a
/// member (<c>data_type</c>, <c>db_name</c>, <c>glmax</c> ...) are kept from the file and written back.
/// </remarks>
public sealed partial record NiftiHeader
{
    /// <summary>The least offset of voxels in a single file: the header and the four bytes of the extension flag.</summary>
    internal static int FirstVoxelOffset(int version) => NiftiLayout.Of(version).Size + 4;

    /// <summary>The standard's version.</summary>
    /// <value>1 (axes up to 32767) or 2. Default 1.</value>
    public int Version
    {
        get;
        init => field = value is 1 or 2 ? value : throw new ArgumentOutOfRangeException(
            nameof(Version), value, $"NIfTI version {value} does not exist; use 1 or 2.");
    } = 1;

    /// <summary>The byte order of header and voxels.</summary>
    /// <value>True for big endian. Default false.</value>
    public bool IsBigEndian { get; init; }

    /// <summary>Whether header and voxels lie in two files.</summary>
    /// <value>True for a <c>.hdr</c>/<c>.img</c> pair. Default false: one <c>.nii</c> file.</value>
    public bool IsPair { get; init; }

    /// <summary>The length of each axis, fastest first: x, y, z, t and up to three more (<c>dim</c>).</summary>
    /// <value>1 to 7 lengths, each at least 1.</value>
    public ImmutableArray<int> Shape { get; init => field = ValidShape(value); } = [1];

    /// <summary>The eight numbers of <c>pixdim</c> as stored: the handedness of the qform, then the step along each axis.</summary>
    /// <value>Default 1 throughout.</value>
    public ImmutableArray<double> PixelDimensions
    {
        get;
        init => field = OfLength(value, 8, nameof(PixelDimensions));
    } = [1, 1, 1, 1, 1, 1, 1, 1];

    /// <summary>How a voxel is stored.</summary>
    /// <value>Default <see cref="NiftiDataType.Float32"/>.</value>
    public NiftiDataType DataType { get; init; } = NiftiDataType.Float32;

    /// <summary><c>scl_slope</c> as stored; see <see cref="Slope"/>.</summary>
    /// <value>Default 1. 0 and values that are not finite mean that voxels are not scaled.</value>
    public double ScaleSlope { get; init; } = 1;

    /// <summary><c>scl_inter</c> as stored; see <see cref="Intercept"/>.</summary>
    /// <value>Default 0.</value>
    public double ScaleIntercept { get; init; }

    /// <summary><c>vox_offset</c> as stored: the first voxel's place in the file that holds the voxels.</summary>
    /// <value>Default 0: as near the start as header and extensions allow.</value>
    public long VoxelOffset { get; init; }

    /// <summary>What the voxels mean (<c>intent_code</c>): 0 nothing special, 1002 labels, 1007 vectors, 3000-3099 CIFTI ...</summary>
    public int IntentCode { get; init; }

    /// <summary>The three parameters of the intent (<c>intent_p1</c> to <c>intent_p3</c>).</summary>
    public ImmutableArray<double> IntentParameters { get; init => field = OfLength(value, 3, nameof(IntentParameters)); } = [0, 0, 0];

    /// <summary>The name of the intent.</summary>
    /// <value>At most 16 bytes of UTF-8.</value>
    public string IntentName { get; init => field = Fitting(value, 16, nameof(IntentName)); } = "";

    /// <summary>
    /// The unit of the first three axes in the file, hence of <see cref="PixelDimensions"/>, <see cref="QOffset"/> and
    /// <see cref="SForm"/>; <see cref="Spacing"/> and the affines are in mm.
    /// </summary>
    /// <value>Default millimeters. An unknown unit counts as millimeters.</value>
    public NiftiSpatialUnit SpatialUnit { get; init; } = NiftiSpatialUnit.Millimeter;

    /// <summary>The unit of the fourth axis.</summary>
    /// <value>Default seconds.</value>
    public NiftiTemporalUnit TemporalUnit { get; init; } = NiftiTemporalUnit.Second;

    /// <summary>The space that the qform leads to.</summary>
    /// <value>Default <see cref="NiftiTransformCode.None"/>: no qform. Codes above 5 count as none.</value>
    public NiftiTransformCode QFormCode { get; init; }

    /// <summary>The space that the sform leads to.</summary>
    /// <value>Default <see cref="NiftiTransformCode.None"/>: no sform. Codes above 5 count as none.</value>
    public NiftiTransformCode SFormCode { get; init; }

    /// <summary>The quaternion's parts b, c, d; part a follows from their length.</summary>
    public ImmutableArray<double> Quaternion { get; init => field = OfLength(value, 3, nameof(Quaternion)); } = [0, 0, 0];

    /// <summary>Where the qform places the first voxel's center.</summary>
    public ImmutableArray<double> QOffset { get; init => field = OfLength(value, 3, nameof(QOffset)); } = [0, 0, 0];

    /// <summary>The twelve numbers of the sform, row by row (<c>srow_x</c>, <c>srow_y</c>, <c>srow_z</c>).</summary>
    public ImmutableArray<double> SForm { get; init => field = OfLength(value, 12, nameof(SForm)); } = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>Free text.</summary>
    /// <value>At most 80 bytes of UTF-8.</value>
    public string Description { get; init => field = Fitting(value, 80, nameof(Description)); } = "";

    /// <summary>The name of a file that belongs to this one.</summary>
    /// <value>At most 24 bytes of UTF-8.</value>
    public string AuxiliaryFile { get; init => field = Fitting(value, 24, nameof(AuxiliaryFile)); } = "";

    /// <summary>The value to show as white.</summary>
    public double CalibrationMaximum { get; init; }

    /// <summary>The value to show as black.</summary>
    public double CalibrationMinimum { get; init; }

    /// <summary>The time that one slice takes, in <see cref="TemporalUnit"/>.</summary>
    public double SliceDuration { get; init; }

    /// <summary>The time of the first frame, in <see cref="TemporalUnit"/>.</summary>
    public double TimeOffset { get; init; }

    /// <summary>The first slice of the acquisition's timing.</summary>
    public long SliceStart { get; init; }

    /// <summary>The last slice of the acquisition's timing.</summary>
    public long SliceEnd { get; init; }

    /// <summary>The order in which slices were taken (0 unknown, 1 ascending, 2 descending, 3-6 interleaved).</summary>
    public int SliceCode { get; init; }

    /// <summary>Which axes are frequency (bits 0-1), phase (2-3) and slice (4-5).</summary>
    public int DimensionInfo { get; init; }

    /// <summary>The extensions, in file order.</summary>
    public ImmutableArray<NiftiExtension> Extensions { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The header's bytes as read, for the fields without a member; empty for a header that no file gave.</summary>
    internal ReadOnlyMemory<byte> Original { get; init; }

    /// <summary>
    /// Reads the header and the extensions of a <c>.nii</c>, <c>.nii.gz</c>, <c>.hdr</c> or <c>.img</c> file, without its voxels.
    /// </summary>
    /// <param name="path">The file; of a pair, either one. Compression is found from the content, not from the name.</param>
    /// <exception cref="InvalidImageFileException">The file is no NIfTI file, or its header is damaged.</exception>
    /// <exception cref="IOException">The file is missing or cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The permission for that is missing.</exception>
    public static NiftiHeader Read(string path) => NiftiFile.ReadHeader(path);

    /// <inheritdoc/>
    public bool Equals(NiftiHeader? other) => other is not null
        && NiftiHeaderCodec.Encode(this).AsSpan().SequenceEqual(NiftiHeaderCodec.Encode(other))
        && Extensions.SequenceEqual(other.Extensions);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(NiftiHeaderCodec.Encode(this));
        return hash.ToHashCode();
    }

    private static ImmutableArray<int> ValidShape(ImmutableArray<int> shape)
    {
        if (shape.IsDefault || shape.Length is < 1 or > 7 || shape.Any(length => length < 1))
            throw new ArgumentException(
                $"Shape is [{(shape.IsDefault ? "" : string.Join(", ", shape))}]; NIfTI has 1 to 7 axes of length 1 or more.",
                nameof(Shape));
        return shape;
    }

    private static ImmutableArray<double> OfLength(ImmutableArray<double> values, int length, string name) =>
        !values.IsDefault && values.Length == length ? values
            : throw new ArgumentException($"{name} has {(values.IsDefault ? 0 : values.Length)} numbers; {length} are needed.", name);

    private static string Fitting(string text, int bytes, string name)
    {
        ArgumentNullException.ThrowIfNull(text, name);
        int length = Encoding.UTF8.GetByteCount(text);
        // Texts read from a damaged file may decode to more bytes than they came from.
        if (length > bytes && !text.Contains('\uFFFD')) throw new ArgumentException(
            $"{name} takes {length} bytes; the header has room for {bytes}.", name);
        return text;
    }
}
