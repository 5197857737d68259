namespace Awsnet.Components.Myops;

/// <summary>What the user asked <c>experiment</c> for.</summary>
internal sealed record ExperimentRequest : BeginRequest
{
    public const int DefaultFolds = 5;

    private const int DefaultMembers = 5;
    private const double DefaultValidationPart = 0.1;

    /// <summary>
    /// A preset as a table of the paper takes it: its arm that votes needs members, even where the preset trains one pair, and its arms
    /// that search for weights need cases to judge them by.
    /// </summary>
    public static PipelineOptions WithMembers(PipelineOptions preset) => preset with
    {
        Members = preset.Members > 1 ? preset.Members : DefaultMembers,
        ValidationPart = preset.ValidationPart > 0 ? preset.ValidationPart : DefaultValidationPart,
    };

    /// <summary>What of a preset is changed before the command line's options: nothing where variants of the preset are judged.</summary>
    public PipelineOptions OptionsOf(string preset) =>
        Table == Choices.Name ? PipelineOptions.Preset(preset) : WithMembers(PipelineOptions.Preset(preset));

    /// <summary>1 to 8, or <see cref="Choices.Name"/>.</summary>
    public required string Table { get; init; }

    /// <summary>Choices to add, each <c>NAME: OPTIONS</c>.</summary>
    public IReadOnlyList<string> Variants { get; init; } = [];

    public int? Folds { get; init; }

    /// <summary>How many seeds, from the first on.</summary>
    public int Seeds { get; init; } = 1;

    /// <summary>The arms to train; null for all that the table needs.</summary>
    public IReadOnlyList<string>? Arms { get; init; }
}
