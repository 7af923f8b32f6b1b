using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Personalize.Web.Recommendations;

namespace Personalize.Benchmarks.Read;

/// <summary>The real server with the demonstration's data, within this process; it ends with it.</summary>
internal sealed partial class Product
{
    private static readonly TimeSpan StartsWithin = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan RestsWithin = TimeSpan.FromMinutes(5);

    // Of processor time in two seconds.
    private static readonly TimeSpan AtRest = TimeSpan.FromMilliseconds(100);

    private readonly Uri _address;

    private Product(Uri address, string key) => (_address, Key) = (address, key);

    /// <summary>Of an Admin.</summary>
    public string Key { get; }

    public Uri Recommend => new(_address, "api/recommend?user_id=");

    public Uri Live => new(_address, "healthz/live");

    public long AnswerBytes { get; private set; }

    /// <exception cref="TimeoutException">It did not become ready.</exception>
    public static async Task<Product> StartAsync(string folder, CancellationToken cancellation)
    {
        var address = $"http://127.0.0.1:{FreePort()}";
        string[] arguments =
        [
            "--urls", address, "--environment", "Development", "--applicationName", "Personalize.Web", "--contentRoot", AppContext.BaseDirectory,
            "--Personalize:DataFolder", folder, "--Personalize:Demo:Simulator", "false", "--Personalize:Limits:ReadsPerMinute", "10000000",
            "--Logging:LogLevel:Default", "Warning",
        ];
        var key = await KeyAsync(arguments, cancellation);
        var running = EnterAsync(arguments, cancellation);
        var product = new Product(new Uri(address), key);
        await product.WaitAsync(running, cancellation);
        return product;
    }

    /// <returns>The body.</returns>
    public async Task<byte[]> AnswerAsync(int user, CancellationToken cancellation)
    {
        using var http = Client();
        var answer = await http.GetByteArrayAsync(new Uri(Recommend + user.ToString(CultureInfo.InvariantCulture)), cancellation);
        AnswerBytes = answer.Length;
        return answer;
    }

    /// <summary>Asks for every list once, and waits until the training of the start is over: it would share the processors.</summary>
    /// <exception cref="TimeoutException">The process did not come to rest.</exception>
    public async Task WarmAsync(int users, CancellationToken cancellation)
    {
        using var http = Client();
        await Parallel.ForAsync(1, users + 1, cancellation, async (user, stop) =>
        {
            using var answer = await http.GetAsync(new Uri(Recommend + user.ToString(CultureInfo.InvariantCulture)), stop);
        });
        var until = Stopwatch.GetTimestamp() + (long)(RestsWithin.TotalSeconds * Stopwatch.Frequency);
        for (var used = double.MaxValue; used > AtRest.TotalSeconds;)
        {
            if (Stopwatch.GetTimestamp() > until) throw new TimeoutException($"The server was still busy after {RestsWithin.TotalMinutes:0} minutes.");
            var before = Environment.CpuUsage.TotalTime;
            await Task.Delay(TimeSpan.FromSeconds(2), cancellation);
            used = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        }
    }

    private async Task WaitAsync(Task running, CancellationToken cancellation)
    {
        using var http = Client();
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        late.CancelAfter(StartsWithin);
        while (!await IsReadyAsync(http, late.Token))
        {
            if (running.IsCompleted) throw new InvalidOperationException("The server ended before it was ready; see what it says above.");
            await Task.Delay(TimeSpan.FromMilliseconds(200), late.Token);
        }
    }

    private async Task<bool> IsReadyAsync(HttpClient http, CancellationToken cancellation)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(Recommend + "1"), cancellation);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private HttpClient Client() => new() { DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", Key) } };

    // The errand prints the key for a person, and ends.
    private static async Task<string> KeyAsync(string[] arguments, CancellationToken cancellation)
    {
        var screen = Console.Out;
        await using var said = new StringWriter(CultureInfo.InvariantCulture);
        Console.SetOut(said);
        try
        {
            await EnterAsync([.. arguments, "--create-api-key", "read", "--role", "Admin"], cancellation);
        }
        finally
        {
            Console.SetOut(screen);
        }

        return Secret().Match(said.ToString()) is { Success: true } secret
            ? secret.Value
            : throw new InvalidOperationException($"No key was made: {said}");
    }

    // On a thread of its own, as it waits there until the server ends.
    private static Task<object?> EnterAsync(string[] arguments, CancellationToken cancellation) => Task.Factory.StartNew(
        () => typeof(RecommendationService).Assembly.EntryPoint!.Invoke(null, [arguments]),
        cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static int FreePort()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    [GeneratedRegex("pz_[A-Za-z0-9_-]+")]
    private static partial Regex Secret();
}
