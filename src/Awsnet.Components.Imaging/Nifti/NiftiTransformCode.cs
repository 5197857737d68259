namespace Awsnet.Components;

/// <summary>Which space an affine leads to (<c>qform_code</c>, <c>sform_code</c>).</summary>
public enum NiftiTransformCode : short
{
    /// <summary>The transform is not given.</summary>
    None = 0,

    /// <summary>The scanner's own coordinates.</summary>
    ScannerAnatomical = 1,

    /// <summary>Coordinates aligned with another scan.</summary>
    AlignedAnatomical = 2,

    /// <summary>Talairach space.</summary>
    Talairach = 3,

    /// <summary>MNI 152 space.</summary>
    Mni152 = 4,

    /// <summary>Another template.</summary>
    TemplateOther = 5,
}
