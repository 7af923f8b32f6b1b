using System.Net;
using System.Text.Json;

namespace Personalize.Benchmarks.Load.Posting;

/// <summary>Who does something, and with what: the first thousand of each that the server has.</summary>
internal sealed record Population(IReadOnlyList<string> Customers, IReadOnlyList<string> Items)
{
    /// <exception cref="CommandLineException">The server is not there, refuses the key, or has none of either.</exception>
    public static async Task<Population> ReadAsync(HttpClient http, CancellationToken cancellation) => new(
        await KeysAsync(http, "api/users?limit=1000", "customer_id", "customers", cancellation),
        await KeysAsync(http, "api/items?limit=1000", "sku", "items", cancellation));

    private static async Task<IReadOnlyList<string>> KeysAsync(HttpClient http, string path, string field, string what, CancellationToken cancellation)
    {
        using var answer = await AskAsync(http, path, cancellation);
        if (answer.StatusCode != HttpStatusCode.OK)
            throw new CommandLineException($"{http.BaseAddress}{path} was answered with {(int)answer.StatusCode}; give a --key that may read {what} and send activities.");
        await using var content = await answer.Content.ReadAsStreamAsync(cancellation);
        using var rows = await JsonDocument.ParseAsync(content, default, cancellation);
        string[] keys = [.. rows.RootElement.EnumerateArray().Select(row => row.GetProperty(field).GetString()!)];
        return keys.Length > 0 ? keys : throw new CommandLineException($"The server has no {what}; load some first, such as the demonstration's.");
    }

    private static async Task<HttpResponseMessage> AskAsync(HttpClient http, string path, CancellationToken cancellation)
    {
        try
        {
            return await http.GetAsync(new Uri(path, UriKind.Relative), cancellation);
        }
        catch (HttpRequestException absent)
        {
            throw new CommandLineException($"There is no server at --url {http.BaseAddress}: {absent.Message}");
        }
    }
}
