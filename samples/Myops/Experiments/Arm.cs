namespace Awsnet.Components.Myops;

/// <summary>One of the methods that an experiment compares: the preset's pipeline with something changed.</summary>
/// <param name="Id">The name of its folders and for <c>--arms</c>.</param>
/// <param name="Title">Its name in tables.</param>
/// <param name="Meaning">What it is, in a sentence for the table's foot.</param>
/// <param name="Change">Makes its options of the preset's.</param>
internal sealed record Arm(string Id, string Title, string Meaning, Func<PipelineOptions, PipelineOptions> Change);
