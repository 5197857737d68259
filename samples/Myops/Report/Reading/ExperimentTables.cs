namespace Awsnet.Components.Myops;

/// <summary>What <c>myops experiment</c> found: its tables, and each patient's Dice by arm.</summary>
internal sealed record ExperimentTables
{
    public required string Name { get; init; }

    /// <summary>The tables as Markdown, by number.</summary>
    public required IReadOnlyList<string> Tables { get; init; }

    /// <summary>Dice by arm, patient and target; over several seeds their mean.</summary>
    public required IReadOnlyList<ArmDice> Scores { get; init; }

    /// <summary>Reads the experiments among some folders.</summary>
    public static IReadOnlyList<ExperimentTables> ReadAll(IReadOnlyList<string> folders) =>
        [.. folders.Where(ExperimentFolder.Holds).Select(Read)];

    private static ExperimentTables Read(string folder)
    {
        string[] files =
        [
            .. Directory.EnumerateFiles(folder, "table-*.md").OrderBy(file => file.Length).ThenBy(file => file, StringComparer.Ordinal)
        ];
        // Tables share arms: the same line may stand in several files.
        var lines = files.Select(file => Path.ChangeExtension(file, null) + "-cases.csv").Where(File.Exists)
            .SelectMany(file => File.ReadLines(file).Skip(1).Select(line => (File: file, Line: line))).DistinctBy(entry => entry.Line);
        return new ExperimentTables
        {
            Name = Path.GetFileName(StagedFolder.FullPath(folder)),
            Tables = [.. files.Select(File.ReadAllText)],
            Scores = [.. lines.Select(entry => Parse(entry.Line, entry.File)).GroupBy(score => (score.Arm, score.Case, score.Target))
                .Select(same => same.First() with { Dice = same.Average(score => score.Dice) })],
        };
    }

    /// <summary>Of a line arm,seed,fold,case,target,dice,…</summary>
    private static ArmDice Parse(string line, string file)
    {
        var cells = CsvLine.Split(line);
        if (cells.Count < 6 || !double.TryParse(cells[5], System.Globalization.CultureInfo.InvariantCulture, out var dice))
            throw new InputException($"{file}: the line '{line}' is no score. Write the table again by: myops experiment --resume");
        return new ArmDice(Arms.All.FirstOrDefault(arm => arm.Id == cells[0])?.Title ?? cells[0], cells[3], cells[4], dice);
    }
}
