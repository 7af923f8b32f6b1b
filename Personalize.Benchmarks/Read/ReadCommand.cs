using System.Globalization;
using System.Text.Json;

namespace Personalize.Benchmarks.Read;

/// <summary>One user's list over HTTP, beside a server that does nothing but answer the same, in one process and in turn.</summary>
internal static class ReadCommand
{
    private const string HalfLoad = "half";

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var options = ReadOptions.Parse(arguments);
        var folder = Directory.CreateTempSubdirectory("personalize-read-");
        try
        {
            var product = await Product.StartAsync(folder.FullName, cancellation);
            await using var bare = await BareServer.StartAsync(await product.AnswerAsync(user: 1, cancellation), cancellation);
            await product.WarmAsync(options.Users, cancellation);
            var report = await MeasureAsync(product, bare, options, cancellation);
            Console.WriteLine(Table(report, options));
            if (options.Json is { } file) await File.WriteAllTextAsync(file, JsonSerializer.Serialize(report), cancellation);
            return report.Rows.Any(row => row.Failed > 0) ? 1 : 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<ReadReport> MeasureAsync(Product product, BareServer bare, ReadOptions options, CancellationToken cancellation)
    {
        (string Name, Uri Url)[] routes =
        [
            ("GET /api/recommend?user_id=", product.Recommend),
            ("GET /healthz/live, through the same middleware", product.Live),
            ("bare Kestrel, the same list as JSON", bare.Json),
            ("bare Kestrel, the same bytes ready-made", bare.Bytes),
        ];
        foreach (var (_, url) in routes)
            await AskAsync(url, rate: 0);
        var rounds = new List<Gets>[routes.Length];
        for (var route = 0; route < routes.Length; route++) rounds[route] = [];
        for (var round = 0; round < options.Rounds; round++)
        {
            // In turn, so that what else the machine does meanwhile hits all of them.
            for (var route = 0; route < routes.Length; route++)
                rounds[route].Add(await AskAsync(routes[route].Url, rate: 0));
        }

        var rows = routes.Select((route, index) => ReadRow.Of(route.Name, rounds[index])).ToList();
        var half = await AskAsync(product.Recommend, (int)(rows[0].PerSecond / 2));
        rows.Add(ReadRow.Of(HalfLoad, [half]));
        return new ReadReport(product.AnswerBytes, rows);

        Task<Gets> AskAsync(Uri url, int rate) => GetLoop.InChildAsync(
            new GetPlan(url, product.Key, options.Users, options.Connections, options.Seconds, rate), cancellation);
    }

    private static string Table(ReadReport report, ReadOptions options)
    {
        var culture = CultureInfo.InvariantCulture;
        var lines = new List<string>
        {
            string.Create(culture, $"{options.Connections} connections, {options.Users:N0} users in turn, {report.AnswerBytes:N0} bytes an answer, {options.Rounds} rounds of {options.Seconds} s, medians; client and server share {Environment.ProcessorCount} processors"),
            "",
            string.Create(culture, $"{"",-50}{"requests/s",12}{"beside",9}{"µs of server",14}{"p50 ms",9}{"p99 ms",9}"),
        };
        var own = report.Rows[0];
        foreach (var row in report.Rows)
        {
            var name = row.Name == HalfLoad ? "GET /api/recommend?user_id= at half that rate" : row.Name;
            lines.Add(string.Create(culture, $"{name,-50}{row.PerSecond,12:N0}{own.PerSecond / row.PerSecond,9:P0}{row.ProcessorMicroseconds,14:N1}{row.P50,9:N2}{row.P99,9:N2}{(row.Failed > 0 ? $"  {row.Failed} FAILED" : "")}"));
        }

        lines.Add("");
        lines.Add("beside: requests/s of the first row as a share of this one's. µs of server: processor time of the process for a request.");
        return string.Join(Environment.NewLine, lines);
    }
}

/// <param name="AnswerBytes">Of the body of one list.</param>
internal sealed record ReadReport(long AnswerBytes, IReadOnlyList<ReadRow> Rows);

/// <summary>Medians of several rounds.</summary>
internal sealed record ReadRow(string Name, double PerSecond, double ProcessorMicroseconds, double P50, double P99, long Failed)
{
    public static ReadRow Of(string name, IReadOnlyList<Gets> rounds) => new(
        name,
        Median(rounds, round => round.Count / round.Seconds),
        Median(rounds, round => round.ServerProcessorSeconds * 1e6 / Math.Max(1, round.Count)),
        Median(rounds, round => round.P50), Median(rounds, round => round.P99), rounds.Sum(round => round.Failed));

    private static double Median(IReadOnlyList<Gets> rounds, Func<Gets, double> of)
    {
        var sorted = rounds.Select(of).Order().ToArray();
        return (sorted[sorted.Length / 2] + sorted[(sorted.Length - 1) / 2]) / 2;
    }
}
