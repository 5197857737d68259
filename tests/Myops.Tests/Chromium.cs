using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Awsnet.Components.Myops.Tests;

/// <summary>A headless Chromium that shows one page, driven over its DevTools protocol.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly ClientWebSocket socket = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode>> waiting = [];
    private volatile TaskCompletionSource loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<string> problems = [], requests = [];
    private int calls;
    private string? session;

    private Chromium(Process process) => this.process = process;

    /// <summary>Why tests in a browser are skipped, or null.</summary>
    public static string? Missing { get; } = Find() is null
        ? "Install Chromium (Debian, Ubuntu: apt-get install chromium); ./test does so where it may."
        : null;

    /// <summary>Errors and warnings of the page so far.</summary>
    public IReadOnlyCollection<string> Problems => problems;

    /// <summary>All addresses that the page asked for.</summary>
    public IReadOnlyCollection<string> Requests => requests;

    public static async Task<Chromium> StartAsync(string profile)
    {
        Directory.CreateDirectory(profile);
        var start = new ProcessStartInfo(Find()!) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var flag in new[]
        {
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update",
            "--disable-sync", "--disable-dev-shm-usage", $"--user-data-dir={profile}", "--remote-debugging-port=0", "about:blank",
        }) start.ArgumentList.Add(flag);
        var browser = new Chromium(Process.Start(start)!);
        browser.socket.Options.Proxy = null;
        await browser.socket.ConnectAsync(await AddressAsync(browser.process), CancellationToken.None).WaitAsync(Patience);
        _ = Task.Run(browser.ListenAsync);
        return browser;
    }

    /// <summary>Opens a file in a window of a size and waits until it is loaded.</summary>
    public async Task OpenAsync(string file, int width, int height, string scheme)
    {
        var target = await CallAsync("Target.createTarget", new JsonObject { ["url"] = "about:blank" });
        session = (string)(await CallAsync(
            "Target.attachToTarget", new JsonObject { ["targetId"] = (string)target["targetId"]!, ["flatten"] = true }))["sessionId"]!;
        foreach (var domain in new[] { "Page", "Runtime", "Log", "Network" }) await CallAsync($"{domain}.enable");
        await CallAsync("Emulation.setDeviceMetricsOverride",
            new JsonObject { ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = 1, ["mobile"] = width < 600 });
        await ShowForAsync("screen", scheme);
        // Not the blank page's own event, should it come late.
        loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await CallAsync("Page.navigate", new JsonObject { ["url"] = new Uri(file).AbsoluteUri });
        await loaded.Task.WaitAsync(Patience);
        await EvaluateAsync("new Promise(done => document.readyState === 'complete' ? done() : addEventListener('load', () => done()))");
    }

    /// <summary>Shows the page as on a screen or on paper, with a color scheme.</summary>
    public Task ShowForAsync(string media, string scheme) => CallAsync("Emulation.setEmulatedMedia", new JsonObject
    {
        ["media"] = media,
        ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = scheme }),
    });

    /// <summary>The value of an expression, awaited where it is a promise: text, number, truth or null.</summary>
    public async Task<object?> EvaluateAsync(string expression)
    {
        var answer = await CallAsync(
            "Runtime.evaluate", new JsonObject { ["expression"] = expression, ["awaitPromise"] = true, ["returnByValue"] = true });
        if (answer["exceptionDetails"] is { } failure) throw new InvalidOperationException(failure.ToJsonString());
        return answer["result"]!["value"] is not JsonValue value ? null
            : value.TryGetValue(out bool truth) ? truth
            : value.TryGetValue(out string? text) ? text
            : (double)value;
    }

    /// <summary>Presses and releases a key, by its name.</summary>
    public async Task PressAsync(string key)
    {
        var code = key switch
        {
            "Enter" => 13,
            "Escape" => 27,
            "ArrowLeft" => 37,
            "ArrowRight" => 39,
            _ => throw new ArgumentOutOfRangeException(nameof(key))
        };
        var down = new JsonObject { ["type"] = "keyDown", ["key"] = key, ["code"] = key, ["windowsVirtualKeyCode"] = code };
        if (key == "Enter") down["text"] = "\r";
        await CallAsync("Input.dispatchKeyEvent", down);
        await CallAsync("Input.dispatchKeyEvent",
            new JsonObject { ["type"] = "keyUp", ["key"] = key, ["code"] = key, ["windowsVirtualKeyCode"] = code });
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            session = null;
            await CallAsync("Browser.close");
            await process.WaitForExitAsync().WaitAsync(Patience);
        }
        catch (Exception error) when (error is TimeoutException or WebSocketException or InvalidOperationException)
        {
            // Nothing of it may write to its profile any more, which is deleted next.
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        socket.Dispose();
        process.Dispose();
    }

    private static string? Find() => (from name in new[] { "chromium", "chromium-browser", "google-chrome" }
                                      from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
                                      let path = Path.Combine(folder, name)
                                      where File.Exists(path)
                                      select path).FirstOrDefault();

    private static async Task<Uri> AddressAsync(Process process)
    {
        var heard = new StringBuilder();
        while (await process.StandardError.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            heard.AppendLine(line);
            if (line.IndexOf("ws://", StringComparison.Ordinal) is var at and >= 0)
            {
                // Whoever does not read what it writes makes it wait.
                _ = process.StandardError.ReadToEndAsync();
                _ = process.StandardOutput.ReadToEndAsync();
                return new Uri(line[at..].Trim());
            }
        }

        throw new InvalidOperationException($"Chromium ended at once: {heard}");
    }

    private async Task<JsonNode> CallAsync(string method, JsonObject? parameters = null)
    {
        var id = Interlocked.Increment(ref calls);
        var answer = waiting[id] = new TaskCompletionSource<JsonNode>(TaskCreationOptions.RunContinuationsAsynchronously);
        var call = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters ?? [] };
        if (session is not null) call["sessionId"] = session;
        await socket.SendAsync(Encoding.UTF8.GetBytes(call.ToJsonString()), WebSocketMessageType.Text, true, CancellationToken.None);
        var message = await answer.Task.WaitAsync(Patience);
        return message["error"] is { } error
            ? throw new InvalidOperationException($"{method}: {error.ToJsonString()}")
            : message["result"]!;
    }

    private async Task ListenAsync()
    {
        var buffer = new byte[1 << 16];
        using var message = new MemoryStream();
        try
        {
            while (socket.State == WebSocketState.Open)
            {
                var part = await socket.ReceiveAsync(buffer, CancellationToken.None);
                message.Write(buffer, 0, part.Count);
                if (!part.EndOfMessage) continue;
                if (message.Length > 0) Hear(JsonNode.Parse(message.ToArray())!);
                message.SetLength(0);
            }
        }
        catch (Exception error) when (error is WebSocketException or ObjectDisposedException or OperationCanceledException)
        {
            foreach (var open in waiting.Values) open.TrySetException(new InvalidOperationException("Chromium is gone.", error));
        }
    }

    private void Hear(JsonNode message)
    {
        if ((int?)message["id"] is { } id && waiting.TryRemove(id, out var answer)) answer.SetResult(message);
        var parameters = message["params"];
        switch ((string?)message["method"])
        {
            case "Page.loadEventFired":
                loaded.TrySetResult();
                break;
            case "Runtime.exceptionThrown":
                problems.Enqueue(parameters!["exceptionDetails"]!.ToJsonString());
                break;
            case "Runtime.consoleAPICalled" when (string?)parameters!["type"] is "error" or "warning" or "assert":
                problems.Enqueue(parameters["args"]!.ToJsonString());
                break;
            case "Log.entryAdded" when (string?)parameters!["entry"]!["level"] is "error" or "warning":
                problems.Enqueue(parameters["entry"]!.ToJsonString());
                break;
            case "Network.requestWillBeSent":
                requests.Enqueue((string)parameters!["request"]!["url"]!);
                break;
        }
    }
}
