namespace Awsnet.Components;

/// <summary>One lesion of a phantom heart, as it was drawn.</summary>
/// <param name="Territory">The artery it belongs to.</param>
/// <param name="HalfWidthDegrees">Half of its angle around the ventricle where it is widest.</param>
/// <param name="ScarDepth">How far the scar reaches from endocardium (0) to epicardium (1); 0: edema alone.</param>
/// <param name="EdemaDepth">The same for the edema; 0: an old scar without edema.</param>
/// <param name="Obstruction">Whether a dark core of microvascular obstruction lies in the scar (labeled scar).</param>
public sealed record PhantomLesion(
    CoronaryTerritory Territory, double HalfWidthDegrees, double ScarDepth, double EdemaDepth, bool Obstruction);
