namespace Awsnet.Components;

/// <summary>
/// Where the fields lie in the binary header. NIfTI-1 and NIfTI-2 hold the same fields in another order and width, so that
/// one reader and one writer over these two tables serve both.
/// </summary>
internal sealed record NiftiLayout(
    int Version,
    int Size, // the header's bytes, extension flag not counted; also the value of its first field
    int RealSize, int CountSize, int CodeSize, int SmallSize, // bytes of a real number, of an axis length, of a code, of a small code
    int Magic, int DataType, int BitsPerVoxel, int Dimensions, int PixelDimensions, int VoxelOffset, int ScaleSlope, int ScaleIntercept,
    int IntentCode, int IntentParameters, int IntentName, int Units, int QFormCode, int SFormCode, int Quaternion, int QOffset, int SForm,
    int Description, int AuxiliaryFile, int CalibrationMaximum, int CalibrationMinimum, int SliceDuration, int TimeOffset, int SliceStart,
    int SliceEnd, int SliceCode, int DimensionInfo)
{
    public static NiftiLayout Nifti1 { get; } = new(
        Version: 1,
        Size: 348,
        RealSize: 4,
        CountSize: 2,
        CodeSize: 2,
        SmallSize: 1,
        DimensionInfo: 39,
        Dimensions: 40,
        IntentParameters: 56,
        IntentCode: 68,
        DataType: 70,
        BitsPerVoxel: 72,
        SliceStart: 74,
        PixelDimensions: 76,
        VoxelOffset: 108,
        ScaleSlope: 112,
        ScaleIntercept: 116,
        SliceEnd: 120,
        SliceCode: 122,
        Units: 123,
        CalibrationMaximum: 124,
        CalibrationMinimum: 128,
        SliceDuration: 132,
        TimeOffset: 136,
        Description: 148,
        AuxiliaryFile: 228,
        QFormCode: 252,
        SFormCode: 254,
        Quaternion: 256,
        QOffset: 268,
        SForm: 280,
        IntentName: 328,
        Magic: 344);

    public static NiftiLayout Nifti2 { get; } = new(
        Version: 2,
        Size: 540,
        RealSize: 8,
        CountSize: 8,
        CodeSize: 4,
        SmallSize: 4,
        Magic: 4,
        DataType: 12,
        BitsPerVoxel: 14,
        Dimensions: 16,
        IntentParameters: 80,
        PixelDimensions: 104,
        VoxelOffset: 168,
        ScaleSlope: 176,
        ScaleIntercept: 184,
        CalibrationMaximum: 192,
        CalibrationMinimum: 200,
        SliceDuration: 208,
        TimeOffset: 216,
        SliceStart: 224,
        SliceEnd: 232,
        Description: 240,
        AuxiliaryFile: 320,
        QFormCode: 344,
        SFormCode: 348,
        Quaternion: 352,
        QOffset: 376,
        SForm: 400,
        SliceCode: 496,
        Units: 500,
        IntentCode: 504,
        IntentName: 508,
        DimensionInfo: 524);

    public static NiftiLayout Of(int version) => version == 1 ? Nifti1 : Nifti2;
}
