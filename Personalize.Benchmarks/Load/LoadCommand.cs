using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Personalize.Benchmarks.Load;

/// <summary>Puts a running server under load and says what it made of it.</summary>
internal static class LoadCommand
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var options = LoadOptions.Parse(arguments);
        var report = await MeasureAsync(options, cancellation);
        Console.Write(LoadTable.Of(report));
        if (options.Json is { } path) await File.WriteAllTextAsync(path, JsonOf(report), cancellation);
        return 0;
    }

    public static string JsonOf(LoadReport report) => JsonSerializer.Serialize(report, Form);

    /// <exception cref="CommandLineException">The server is not there, or does not let us in.</exception>
    public static async Task<LoadReport> MeasureAsync(LoadOptions options, CancellationToken cancellation)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, UseProxy = false, MaxConnectionsPerServer = options.Connections })
        {
            BaseAddress = options.Url,
            Timeout = TimeSpan.FromSeconds(30),
        };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", options.Key);
        return await new LoadRun(options, http).MeasureAsync(cancellation);
    }
}
