using System.Globalization;

namespace Awsnet.Components.Myops.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("phantom")]
    [InlineData("train")]
    [InlineData("predict")]
    [InlineData("demo")]
    [InlineData("check")]
    [InlineData("inspect")]
    [InlineData("evaluate")]
    [InlineData("experiment")]
    [InlineData("report")]
    [InlineData("export")]
    [InlineData("status")]
    [InlineData("slurm-script")]
    public void Every_command_has_help(string command)
    {
        var result = Cli.Run(command, "--help");
        result.ShouldSucceed();
        result.Output.Should().Contain($" {command} ").And.Contain("Options:");
        Cli.Run("--help").Output.Should().Contain(command);
    }

    [Fact]
    public void An_unknown_command_a_missing_option_and_a_wrong_value_are_bad_input()
    {
        Cli.Run("dance").ShouldBeBadInput("dance: there is no such command", "train, predict", "--help");
        Cli.Run().ShouldBeBadInput("no command is given", "train, predict", "--help");
        Cli.Run("evaluate", "--truth", "x").ShouldBeBadInput("--pred", "myops evaluate --help");
        Cli.Run("evaluate", "--truth", "x", "--pred", "y", "--mode", "cube").ShouldBeBadInput("cube");
    }

    [Theory]
    [InlineData("train --out x --members abc", "--members abc: expected a whole number, 1 to 99")]
    [InlineData("train --out x --flip much", "--flip much: expected a number with a point before decimals, 0 to 1")]
    [InlineData("train --out x --learning-rate 0,5", "--learning-rate 0,5: expected a number with a point before decimals, 1E-12 to 1000")]
    [InlineData("train --out x --members 1,000", "--members 1,000: expected a whole number")]
    [InlineData("train --out x --mirror=yes", "yes")]
    [InlineData("train --out x --seed 1.5", "--seed 1.5: expected a whole number, 0 or more")]
    [InlineData("train --out x --seed -1", "--seed -1: expected a whole number, 0 or more")]
    [InlineData("train --out x --seed 99999999999999999999", "--seed 99999999999999999999: expected a whole number, 0 or more")]
    [InlineData("train --out x --jobs two", "--jobs two: expected a whole number, 1 to 1024")]
    [InlineData("train --out x --workers 0.5", "--workers 0.5: expected a whole number, 0 to 1024")]
    [InlineData("train --out x --members 2 --members 3", "--members")]
    [InlineData("train --out x --preset slow", "--preset slow: expected one of tiny, quick")]
    [InlineData("train --out x --dice all", "--dice all: expected one of slice, batch")]
    [InlineData("train --out x --outt y", "--outt: there is no such option")]
    [InlineData("phantom --out x --cases 0", "--cases 0: expected a whole number, 1 to 999")]
    [InlineData("phantom --out x --without-scar none", "--without-scar none: expected a number")]
    [InlineData("phantom --out x --without-scar 0,1", "--without-scar 0,1: expected a number with a point before decimals, 0 to 1")]
    [InlineData("phantom --out x --difficulty 7", "--difficulty 7: expected one of easy, normal, hard")]
    [InlineData("phantom --out x --layout auto", "--layout auto: expected one of myops, acdc, busi")]
    [InlineData("experiment --table 1 --out x --folds 1", "--folds 1: expected a whole number, 2 or more")]
    [InlineData("experiment --table 1 --out x --seeds 0", "--seeds 0: expected a whole number, 1 or more")]
    [InlineData("slurm-script --nodes 0 -- train --out x", "--nodes 0: expected a whole number, 1 or more")]
    public void A_value_that_is_not_expected_is_bad_input(string line, string message) =>
        Cli.Run(line.Split(' ')).ShouldBeBadInput(message, " --help");

    [Fact]
    public void Numbers_have_a_point_in_whatever_language_the_machine_speaks()
    {
        var machine = CultureInfo.CurrentCulture;
        var german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (german.NumberFormat.NumberDecimalSeparator, german.NumberFormat.NumberGroupSeparator) = (",", ".");
        CultureInfo.CurrentCulture = german;
        try
        {
            ConstantOptions.Parse("slow", "--learning-rate 0.002")(PipelineOptions.Preset("quick")).Fine.LearningRate.Should().Be(0.002);
            Cli.Run("train", "--out", "x", "--flip", "0,5").ShouldBeBadInput("--flip 0,5: expected a number");
        }
        finally
        {
            CultureInfo.CurrentCulture = machine;
        }
    }

    [Theory]
    [InlineData("train", "--data", "--out", "x")]
    [InlineData("train", "--out", "--data", "x")]
    [InlineData("predict", "--overlays", "--run", "x", "--data", "x", "--out", "x")]
    [InlineData("check", "DIR")]
    public void An_empty_value_is_bad_input(string command, string name, params string[] more) =>
        Cli.Run([command, .. name.StartsWith('-') ? [name] : Array.Empty<string>(), "", .. more])
            .ShouldBeBadInput($"{name} \"\": is empty", $"myops {command} --help");

    [Theory]
    [InlineData("run-1.slurm.log", "run-1.slurm.log")]
    [InlineData("my run", "'my run'")]
    [InlineData("it's", "'it'\\''s'")]
    [InlineData("", "''")]
    public void A_word_is_quoted_where_a_shell_would_take_it_apart(string word, string expected) =>
        ShellWord.Quoted(word).Should().Be(expected);

    [Theory]
    [InlineData("--out", "my run")]
    [InlineData("--out=my run")]
    [InlineData("--out:my run", "--workers=3")]
    public void A_batch_script_takes_the_folder_from_either_form_and_quotes_it(params string[] words)
    {
        var result = Cli.Run(["slurm-script", "--", "train", "--data", "x", .. words]);

        result.ShouldSucceed();
        result.Output.Should().Contain($"#SBATCH --output='{Path.GetFullPath("my run")}.slurm.log'\n")
            .And.Contain(words[^1] == "--workers=3" ? "--workers=3" : "--workers 4").And.NotMatchRegex("--workers.*--workers");
        Cli.Run("slurm-script", "--", "train", "--out").ShouldBeBadInput("--out RUN");
    }
}
