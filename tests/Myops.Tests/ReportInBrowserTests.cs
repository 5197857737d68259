using System.Text.Json.Nodes;

namespace Awsnet.Components.Myops.Tests;

/// <summary>The page as a browser shows it.</summary>
[Collection(TrainedRunCollection.Name)]
public sealed class ReportInBrowserTests(TrainedRun trained)
{
    private const string Measure = """
        Promise.all([...document.images].filter(image => image.src).map(image => image.decode().catch(() => {})))
          .then(() => new Promise(done => setTimeout(() => done(JSON.stringify({
          charts: document.querySelectorAll("figure.chart").length,
          drawn: [...document.querySelectorAll("figure.chart")].filter(chart => chart.querySelectorAll(".plot svg path, .plot svg circle, .plot svg rect").length > 0).length,
          wide: document.documentElement.scrollWidth,
          beyond: [...document.querySelectorAll("main *")].filter(part => !part.closest(".scroll, svg") && part.getBoundingClientRect().right > innerWidth + 1).map(part => part.outerHTML.slice(0, 80)),
          pictures: [...document.images].filter(image => image.src && image.naturalWidth === 0).length,
          ink: getComputedStyle(document.body).color,
        })), 300)))
        """;

    [ChromiumTheory]
    [InlineData(1280, "light")]
    [InlineData(375, "light")]
    [InlineData(375, "dark")]
    public async Task Every_chart_is_drawn_nothing_is_fetched_nothing_fails_and_nothing_is_wider_than_the_screen(int width, string scheme)
    {
        using var folder = new TemporaryFolder();
        await using var browser = await Chromium.StartAsync(folder["profile"]);
        await browser.OpenAsync(trained.Reported.Page, width, 800, scheme);
        var seen = JsonNode.Parse((string)(await browser.EvaluateAsync(Measure))!)!;

        browser.Problems.Should().BeEmpty();
        browser.Requests.Should().OnlyContain(address => address.StartsWith("file:") || address.StartsWith("data:"));
        // Twenty of the training, three box plots, two of volumes.
        ((int)seen["charts"]!).Should().Be(25);
        ((int)seen["drawn"]!).Should().Be(25);
        ((int)seen["wide"]!).Should().BeInRange(width - 20, width, "a scroll bar may take a part");
        seen["beyond"]!.AsArray().Should().BeEmpty();
        ((int)seen["pictures"]!).Should().Be(0);
        ((string)seen["ink"]!).Should().Be(scheme == "light" ? "rgb(27, 36, 48)" : "rgb(230, 235, 240)");
    }

    [ChromiumFact]
    public async Task A_remark_makes_no_row_high_and_lies_in_view()
    {
        using var folder = new TemporaryFolder();
        // Nothing is found, which a remark says; two arms make the table as wide as it gets.
        foreach (var arm in new[] { "a", "b" }) ReportedRun.Copy(trained.Run, folder[arm]);
        Cli.Run("report", folder["a"], folder["b"], "--data", trained.Unseen, "--out", folder["report.html"]).ShouldSucceed();
        await using var browser = await Chromium.StartAsync(folder["profile"]);
        await browser.OpenAsync(folder["report.html"], 1100, 800, "light");
        const string Table = "[...document.querySelectorAll('.scroll')].find(table => table.textContent.includes('Remark'))";

        (await browser.EvaluateAsync($"{Table}.textContent.includes('no left ventricle was found')")).Should().Be(true);
        (await browser.EvaluateAsync($"{Table}.scrollWidth - {Table}.clientWidth <= 1")).Should().Be(true);
        (await browser.EvaluateAsync($"[...{Table}.querySelectorAll('tr')].every(row => row.offsetHeight <= 110)")).Should().Be(true);
    }

    [ChromiumFact]
    public async Task Pictures_are_enlarged_by_keyboard_colors_can_be_chosen_and_paper_is_white()
    {
        using var folder = new TemporaryFolder();
        await using var browser = await Chromium.StartAsync(folder["profile"]);
        await browser.OpenAsync(trained.Reported.Page, 1280, 800, "light");

        await browser.EvaluateAsync("document.querySelector('.enlarge').focus()");
        await browser.PressAsync("Enter");
        (await browser.EvaluateAsync("document.getElementById('large').open")).Should().Be(true);
        var first = await browser.EvaluateAsync("document.querySelector('dialog img').alt");
        await browser.PressAsync("ArrowRight");
        (await browser.EvaluateAsync("document.querySelector('dialog img').alt")).Should().NotBe(first);
        await browser.PressAsync("Escape");
        (await browser.EvaluateAsync("document.getElementById('large').open")).Should().Be(false);

        (await browser.EvaluateAsync("document.getElementById('scheme').click(), getComputedStyle(document.body).color")).Should()
            .Be("rgb(27, 36, 48)");
        (await browser.EvaluateAsync("document.getElementById('scheme').click(), getComputedStyle(document.body).color")).Should()
            .Be("rgb(230, 235, 240)");

        // Paper is white, whatever the screen is.
        await browser.ShowForAsync("print", "dark");
        (await browser.EvaluateAsync("getComputedStyle(document.body).color")).Should().Be("rgb(0, 0, 0)");
        (await browser.EvaluateAsync("getComputedStyle(document.querySelector('nav')).display")).Should().Be("none");
        browser.Problems.Should().BeEmpty();
    }
}
