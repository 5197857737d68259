using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Awsnet.Components.Myops.Tests;

[Collection(TrainedRunCollection.Name)]
public sealed partial class ReportTests(TrainedRun trained) : IDisposable
{
    private static readonly string[] Always = ["summary", "training", "details"], WithCases = ["scores", "gallery", "networks"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_run_alone_gives_its_curves_and_says_what_else_could_be_shown()
    {
        var page = Report(trained.Run);

        Sections(page).Should().BeEquivalentTo(Always);
        page.Should().Contain($"myops report {trained.Run} --data DIR --labels DIR --out {folder["report.html"]}");
        // Loss, validation and learning rate of four stages; of the two that have heads also weights, candidates, entropy and policy.
        Kinds(page).Should().BeEquivalentTo(
            [.. Times(4, "loss", "dice", "rate"), .. Times(2, "weights", "candidates", "entropy", "policy")]);
        Images(page).Should().BeEmpty();
    }

    [Fact]
    public void Every_number_of_the_log_is_in_the_page()
    {
        var stages = Data(Report(trained.Run))["runs"]![0]!["stages"]!.AsArray();

        stages.Select(stage => (string)stage!["name"]!).Should().Equal(Stage.Locate, Stage.Segment, Stage.Scar, Stage.Pathology);
        foreach (var stage in stages)
        {
            var lines = File.ReadAllLines(Path.Combine(trained.Run, (string)stage!["name"]!, "metrics.jsonl"))
                .Select(line => JsonNode.Parse(line)!).ToArray();
            var epochs = lines.Where(line => (string)line["kind"]! == "epoch").ToArray();
            stage["epoch"]!.AsArray().Should().HaveCount(epochs.Length);
            stage["candidates"]!.AsArray().Should().HaveCount(lines.Length - epochs.Length);
            foreach (var head in stage["heads"]!.AsArray().Select(name => (string)name!))
            {
                for (var i = 0; i < epochs.Length; i++)
                {
                    // Five digits are kept.
                    ((double)stage["losses"]![head]![i]!).Should().BeApproximately((double)epochs[i]["losses"]![head]!, 1e-4);
                    ((double)stage["weights"]![head]![i]!).Should().BeApproximately((double)epochs[i]["weights"]![head]!, 1e-5);
                }
            }
        }
    }

    [Fact]
    public void With_cases_every_section_is_there_and_every_picture_is_in_the_page_with_a_text()
    {
        var page = trained.Reported.Text;

        Sections(page).Should().BeEquivalentTo([.. Always, .. WithCases]);
        Kinds(page).Should().Contain(["box", "volumes"]);
        var images = Images(page);
        // Two cases: LGE, T2, truth, prediction. One of them closely: three sequences and CASN's second region; then two networks with two
        // inputs, three heads and three gates.
        images.Should().HaveCount((2 * 4) + 4 + (2 * 8));
        images.Should().OnlyContain(image => image.Alt.Length > 5);
        foreach (var (source, _) in images)
        {
            source.Should().StartWith("data:image/png;base64,");
            var file = folder["picture.png"];
            File.WriteAllBytes(file, Convert.FromBase64String(source["data:image/png;base64,".Length..]));
            RasterImage.Read(file).Width.Should().BeGreaterThan(200);
        }

        // Of two, none is in the middle.
        page.Should().MatchRegex("seen by sees-all: number [12] of 2 by Dice, best first");
        // 48 pixels, pooled three times: gates at 12, 24 and 48.
        page.Should().Contain("12 x 12").And.Contain("24 x 24").And.Contain("48 x 48");
        new FileInfo(trained.Reported.Page).Length.Should().BeLessThan(10_000_000);
    }

    [Fact]
    public void Neighbor_slices_are_shown_as_seen_and_equal_weights_are_not_called_searched_for()
    {
        var training = Cli.Run([
            .. trained.TrainingArguments(folder["run"]), "--neighbor-slices", "true", "--mask-out", "false", "--finder", "fixed",
            "--coarse-epochs", "1", "--fixed-epochs", "1", "--auto-epochs", "2",
        ]);
        training.ShouldSucceed();
        training.Output.Should().Contain("asan-scar  epoch 3/3 fixed  loss ").And.NotContain(" auto x");
        ReportedRun.SeeAll(folder["run"]);

        var page = Report(folder["run"], "--data", trained.Unseen);

        Images(page).Should().Contain(image => image.Alt == "LGE below as the network sees it")
            .And.NotContain(image => image.Alt.Contains("masked out"));
        page.Should().Contain("3 epochs with fixed weights").And.NotContain("searched for").And.NotContain("the controller searches");
        Kinds(page).Should().NotContain("candidates").And.Contain("weights");
        Data(page)["runs"]![0]!["stages"]![2]!["autoFrom"].Should().BeNull();
    }

    [Fact]
    public void Scores_are_those_that_predict_and_evaluate_give()
    {
        var page = trained.Reported.Text;
        Cli.Run("predict", "--run", trained.Reported.Run, "--data", trained.Unseen, "--out", folder["pred"]).ShouldSucceed();
        Cli.Run("evaluate", "--truth", trained.Unseen, "--pred", folder["pred"], "--json", folder["scores.json"]).ShouldSucceed();

        var scores = JsonNode.Parse(File.ReadAllText(folder["scores.json"]))!;
        foreach (var (structure, glance) in scores["glance"]!.AsObject())
        {
            page.Should().Contain(
                FormattableString.Invariant(
                $"<h3>Dice of {structure}</h3><p class=\"value\">{(double)glance!["dice"]!["mean"]!:0.000}</p>"))
                .And.Contain($"missed in {glance["missed"]} of {glance["present"]} with it");
        }

        var expected = scores["cases"]!.AsArray()
            .SelectMany(row => new[] { "scar", "scar+edema" }.Select(
                structure => ($"{row!["case"]} {structure}", Math.Round((double)row[structure]!["dice"]!, 4))));
        Data(page)["scores"]!.AsArray().Where(row => (string)row!["structure"]! != "left ventricle")
            .Select(row => ($"{row!["case"]} {row["structure"]}", Math.Round((double)row["dice"]!, 4))).Should().BeEquivalentTo(expected);
    }

    [Fact]
    public void Cases_trained_on_are_left_out_and_validation_cases_are_called_that()
    {
        var page = Report(trained.Run, "--data", trained.Data);

        var record = JsonNode.Parse(File.ReadAllText(Path.Combine(trained.Run, "run.json")))!;
        Data(page)["scores"]!.AsArray().Select(row => (string)row!["case"]!).Distinct()
            .Should().BeEquivalentTo(record["validationCases"]!.AsArray().Select(id => (string)id!));
        page.Should().Contain("are of validation cases").And.NotContain("Networks saw these cases in training");
    }

    [Fact]
    public void Where_there_are_only_cases_trained_on_the_page_warns()
    {
        Directory.CreateDirectory(folder["seen"]);
        var record = JsonNode.Parse(File.ReadAllText(Path.Combine(trained.Run, "run.json")))!;
        foreach (var id in record["trainingCases"]!.AsArray())
        {
            // Unpacked and by another name they are the same images.
            foreach (var kind in new[] { "C0", "DE", "T2", "gd" })
                NiftiImage.Read(CaseFile.Of(trained.Data, $"{id}", kind)).Write(Path.Combine(folder["seen"], $"patient_{id}_{kind}.nii"));
        }

        Report(trained.Run, "--data", folder["seen"]).Should().Contain("Networks saw these cases in training");
    }

    [Fact]
    public void Where_no_ventricle_was_found_dashes_stand_for_what_was_not_measured()
    {
        foreach (var id in new[] { "phantom_001", "phantom_002" })
        {
            CaseFile.Copy(trained.Unseen, id, folder["data"]);
            foreach (var kind in new[] { "C0", "DE", "T2" }) CaseFile.Rewrite(
                folder["data"], id, kind, (voxels, _) => voxels.AsSpan().Fill(7));
        }

        var page = Report(trained.Run, "--data", folder["data"]);

        NotMeasured().Count(page).Should().Be(2);
        Data(page)["volumes"]!.AsArray().Should().HaveCount(4).And.OnlyContain(volume => volume!["predicted"] == null);
    }

    [Fact]
    public void Without_annotations_predictions_are_shown_and_no_scores()
    {
        Directory.CreateDirectory(folder["images"]);
        foreach (var file in Directory.EnumerateFiles(trained.Unseen).Where(file => !file.Contains("_gd"))) File.Copy(
            file, Path.Combine(folder["images"], Path.GetFileName(file)));
        var page = Report(trained.Run, "--data", folder["images"]);

        Sections(page).Should().Contain(["gallery", "networks"]).And.NotContain("scores");
        page.Should().Contain("The cases have no annotation");
        Images(page).Should().NotContain(image => image.Alt.Contains("Annotated"));
    }

    [Fact]
    public void The_page_asks_for_nothing_from_anywhere()
    {
        var page = trained.Reported.Text;
        // The library's own text holds namespaces and its home page's address, which nothing fetches.
        var own = Scripts().Replace(page, "");

        References().Matches(own).Select(match => match.Groups[1].Value).Should()
            .OnlyContain(target => target.StartsWith("data:") || target.StartsWith('#'));
        own.Should().NotContain("url(").And.NotContain("@import").And.NotContain("http://").And.NotContain("https://");
        page.Should().Contain("default-src 'none'");
    }

    [Fact]
    public void Names_are_escaped_and_never_taken_for_parts_of_the_template()
    {
        const string Name = "a <b> & \"c\" {{script}}";
        CopyRun(folder[Name]);
        var page = Report(folder[Name]);

        page.Should().NotContain("a <b>").And.Contain("a &lt;b&gt; &amp; &quot;c&quot; {{script}}");
        ((string)Data(page)["runs"]![0]!["name"]!).Should().Be(Name);
    }

    [Fact]
    public void Folds_of_an_experiment_are_one_arm()
    {
        CopyRun(folder["exp/seed-1/fold-1/arms/base"]);
        CopyRun(folder["exp/seed-1/fold-2/arms/base"]);
        CopyRun(folder["exp/seed-1/fold-1/arms/das"]);
        var page = Report(folder["exp"], "--data", trained.Unseen);

        Data(page)["runs"]!.AsArray().Select(run => $"{run!["arm"]}: {run["name"]}")
            .Should().Equal("Base: Base (seed 1, fold 1)", "Base: Base (seed 1, fold 2)", "DAS: DAS (seed 1, fold 1)");
        // Two arms, two cases, three structures: each case once an arm.
        Data(page)["scores"]!.AsArray().Should().HaveCount(12);
        page.Should().Contain("DAS − Base");
        Kinds(page).Count(kind => kind == "runs").Should().Be(4);
    }

    [Fact]
    public void An_arm_that_was_trained_on_every_annotated_case_stands_beside_one_that_has_scores()
    {
        // The other run has not seen the annotated case; the second case has no annotation.
        CopyRun(folder["other"]);
        var record = JsonNode.Parse(File.ReadAllText(folder["other/run.json"]))!;
        foreach (var one in record["cases"]!.AsObject()) one.Value!["images"] = "not seen";
        File.WriteAllText(folder["other/run.json"], record.ToJsonString());
        Directory.CreateDirectory(folder["mix"]);
        var seen = (string)record["trainingCases"]![0]!;
        foreach (var kind in new[] { "C0", "DE", "T2", "gd" })
            File.Copy(Path.Combine(trained.Data, $"{seen}_{kind}.nii.gz"), folder[$"mix/a_{kind}.nii.gz"]);
        foreach (var kind in new[] { "C0", "DE", "T2" })
            File.Copy(Path.Combine(trained.Unseen, $"phantom_001_{kind}.nii.gz"), folder[$"mix/b_{kind}.nii.gz"]);

        foreach (var order in new[] { new[] { trained.Run, folder["other"] }, [folder["other"], trained.Run] })
        {
            var page = folder["report.html"];
            Cli.Run(["report", .. order, "--out", page, "--data", folder["mix"]]).ShouldSucceed();
            Sections(File.ReadAllText(page)).Should().BeEquivalentTo([.. Always, .. WithCases]);
        }
    }

    [Fact]
    public void An_experiments_tables_stand_in_the_page()
    {
        CopyRun(folder["exp/seed-1/fold-1/arms/base"]);
        File.WriteAllText(folder["exp/experiment.json"], "{}");
        File.WriteAllText(folder["exp/table-1.md"],
            "# Table 1: Ablation\n\nOurs & theirs.\n\n## scar\n\n|  | Dice | arm |\n| --- | ---: | --- |\n| a \\| b | 0.5 ± 0.1 | word " +
            "|\n\n- a note\n");
        File.WriteAllText(folder["exp/table-1-cases.csv"],
            "arm,seed,fold,case,target,dice\nbase,1,1,\"x, y\",scar,0.25\nbase,2,1,\"x, y\",scar,0.75\n");
        var page = Report(folder["exp"]);

        Sections(page).Should().BeEquivalentTo([.. Always, "experiment"]);
        page.Should().Contain("<summary>Table 1: Ablation</summary>").And.Contain("Ours &amp; theirs.")
            .And.Contain("<th scope=\"row\">a | b</th><td>0.5 ± 0.1</td><td class=\"words\">word</td>")
            .And.Contain("<li>a note</li>");
        // The mean over the two seeds.
        var score = Data(page)["experiments"]!.AsArray().Should().ContainSingle().Subject!;
        ((string)score["arm"]!, (string)score["case"]!, (double)score["dice"]!).Should().Be(("Base", "x, y", 0.5));
    }

    [Fact]
    public void A_run_that_was_killed_is_shown_as_far_as_it_went()
    {
        CopyRun(folder["killed"]);
        File.Delete(folder["killed/finished.json"]);
        var log = folder[$"killed/{Stage.Scar}/metrics.jsonl"];
        File.WriteAllText(log, File.ReadAllText(log)[..^40]);
        var page = Report(folder["killed"], "--data", trained.Unseen);

        Sections(page).Should().BeEquivalentTo(Always);
        page.Should().Contain("No run is finished");
        Data(page)["runs"]![0]!["stages"]![2]!["epoch"]!.AsArray().Should().HaveCount(5);
    }

    [Theory, InlineData(1, 40), InlineData(40, 1), InlineData(1, 1)]
    public void A_case_one_pixel_wide_or_high_is_shown_whether_a_heart_is_found_in_it_or_not(int width, int height)
    {
        foreach (var kind in new[] { "C0", "DE", "T2" })
        {
            LabelFile.Write(
                folder["thin"], $"a_{kind}.nii.gz", [width, height, 2], [.. Enumerable.Range(0, 2 * width * height).Select(i => (short)i)]);
        }

        foreach (var (run, name) in new[] { (trained.Run, "none"), (trained.Reported.Run, "all") })
        {
            Images(Report(run, "--data", folder["thin"])).Should().NotBeEmpty();
            var pictures = folder[$"{name}-pictures"];
            Cli.Run("predict", "--run", run, "--data", folder["thin"], "--out", folder[name], "--overlays", pictures).ShouldSucceed();
            File.Exists(Path.Combine(pictures, "a.png")).Should().BeTrue();
        }
    }

    [Fact]
    public void What_cannot_be_used_is_said_in_one_line()
    {
        var page = folder["page.html"];
        Cli.Run("report", folder["none"], "--out", page).ShouldBeBadInput("none", "no such folder");
        Cli.Run("report", trained.Data, "--out", page).ShouldBeBadInput(trained.Data, "holds no run");
        Cli.Run("report", trained.Run, "--out", folder.Path).ShouldBeBadInput(folder.Path, "this is a folder");
        Cli.Run("report", trained.Run, "--out", page, "--labels", trained.Data).ShouldBeBadInput("--labels", "--data");
        Cli.Run("report", trained.Run, "--out", page, "--data", trained.Data, "--pictures", "0").ShouldBeBadInput("--pictures 0");
        foreach (var (name, why) in new[] { ("new/", "this is a folder"), ("notes.txt", "no page"), ("notes.txt/page.html", "notes.txt") })
        {
            File.WriteAllText(folder["notes.txt"], "mine");
            var refused = Cli.Run("report", trained.Run, "--data", trained.Unseen, "--out", $"{folder.Path}/{name}");
            refused.ShouldBeBadInput(why);
            refused.Output.Should().BeEmpty("nothing is predicted for a page that cannot be written");
        }

        File.ReadAllText(folder["notes.txt"]).Should().Be("mine");
        if (!OperatingSystem.IsWindows()) Cli.Run("report", trained.Run, "--out", "/dev/null").ShouldSucceed();
        Directory.Exists(folder["new"]).Should().BeFalse();
        CopyRun(folder["damaged"]);
        File.WriteAllText(folder[$"damaged/{Stage.Scar}/metrics.jsonl"], "no line\n{}\n");
        Cli.Run("report", folder["damaged"], "--out", page).ShouldBeBadInput("metrics.jsonl, line 1");
        File.Exists(page).Should().BeFalse();
    }

    private string Report(string run, params string[] more)
    {
        var page = folder["report.html"];
        Cli.Run(["report", run, "--out", page, .. more]).ShouldSucceed();
        return File.ReadAllText(page);
    }

    private void CopyRun(string to) => ReportedRun.Copy(trained.Run, to);

    private static IEnumerable<string> Times(int count, params string[] kinds) => Enumerable.Repeat(kinds, count).SelectMany(kind => kind);

    private static string[] Sections(string page) => [.. SectionIds().Matches(page).Select(match => match.Groups[1].Value)];

    private static string[] Kinds(string page) => [.. ChartKinds().Matches(page).Select(match => match.Groups[1].Value)];

    private static (string Source, string Alt)[] Images(string page) =>
        [.. Pictures().Matches(page).Select(match => (match.Groups[1].Value, match.Groups[2].Value))];

    private static JsonNode Data(string page) => JsonNode.Parse(DataElement().Match(page).Groups[1].Value)!;

    [GeneratedRegex(@"<td>– \([0-9.]+\)</td><td>– \([0-9.]+\)</td><td>–</td><td class=""words"">bSSFP is 7 everywhere; ")]
    private static partial Regex NotMeasured();

    [GeneratedRegex("<section id=\"(\\w+)\"")]
    private static partial Regex SectionIds();

    [GeneratedRegex("<figure class=\"chart\" data-chart=\"(\\w+)\"")]
    private static partial Regex ChartKinds();

    [GeneratedRegex("<img src=\"([^\"]+)\" alt=\"([^\"]*)\"")]
    private static partial Regex Pictures();

    [GeneratedRegex("<script type=\"application/json\" id=\"report-data\">(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex DataElement();

    [GeneratedRegex("<script>.*?</script>", RegexOptions.Singleline)]
    private static partial Regex Scripts();

    [GeneratedRegex("(?:src|href|srcset|action|data|poster)=\"([^\"]*)\"")]
    private static partial Regex References();
}
