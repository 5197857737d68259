namespace Awsnet.Components.Myops;

/// <summary>What the networks say of a case, on its own grid.</summary>
/// <param name="Labels">2221 scar, 1220 edema, else 0; [slice, y, x].</param>
/// <param name="Ventricle">The left ventricle that CASN found.</param>
/// <param name="MyocardiumVoxels">Voxels of the ring of myocardium, scar and edema included.</param>
/// <param name="Note">What the user should know, or null.</param>
internal sealed record CasePrediction(short[] Labels, Ventricle Ventricle, int MyocardiumVoxels, string? Note);
