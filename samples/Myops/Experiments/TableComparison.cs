namespace Awsnet.Components.Myops;

/// <summary>Two arms that are tested against each other.</summary>
/// <param name="Name">Its name among the paper's numbers, or ours.</param>
/// <param name="First">The arm it starts from.</param>
/// <param name="Second">The arm that is to be better.</param>
internal sealed record TableComparison(string Name, string First, string Second);
