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
        Cli.Run("dance").ShouldBeBadInput("--help");
        Cli.Run("evaluate", "--truth", "x").ShouldBeBadInput("--pred", "myops evaluate --help");
        Cli.Run("evaluate", "--truth", "x", "--pred", "y", "--mode", "cube").ShouldBeBadInput("cube");
    }

    [Theory]
    [InlineData("train --out x --members abc", "--members abc: expected 1 to 99")]
    [InlineData("train --out x --flip much", "--flip much: expected 0 to 1")]
    [InlineData("train --out x --mirror=yes", "yes")]
    [InlineData("train --out x --jobs two", "--jobs two: expected 1 to 1024")]
    [InlineData("train --out x --workers 0.5", "--workers 0.5: expected 1 to 1024")]
    [InlineData("train --out x --members 2 --members 3", "--members")]
    [InlineData("phantom --out x --without-scar none", "--without-scar none: expected 0 to 1")]
    public void A_value_of_another_type_is_bad_input(string line, string message) =>
        Cli.Run(line.Split(' ')).ShouldBeBadInput(message, " --help");

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
