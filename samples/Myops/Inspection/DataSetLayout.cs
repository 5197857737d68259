namespace Awsnet.Components.Myops;

/// <summary>How a data set's folder is laid out.</summary>
internal enum DataSetLayout
{
    /// <summary>To be found from the folder's content.</summary>
    Auto,

    /// <summary>
    /// <c>ID_C0.nii.gz</c>, <c>ID_DE.nii.gz</c> (or <c>_LGE</c>), <c>ID_T2.nii.gz</c>, labels <c>ID_gd.nii.gz</c>, all in one folder
    /// or those of a case in the folder <c>ID</c>.
    /// </summary>
    Myops,

    /// <summary><c>patientNNN/Info.cfg</c> and its frames.</summary>
    Acdc,

    /// <summary><c>benign</c>, <c>malignant</c>, <c>normal</c> with images and masks.</summary>
    Busi,

    /// <summary>Images, with masks of the same name or beside them.</summary>
    Images,
}
