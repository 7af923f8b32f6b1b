using System.Globalization;

namespace Personalize.Benchmarks.Load;

/// <summary>What `load` was asked for.</summary>
internal sealed record LoadOptions
{
    /// <summary>As many as the server takes in one request.</summary>
    public const int MostPerBatch = 1_000;

    private static readonly string[] Known =
        ["--url", "--key", "--viewers", "--hub-clients", "--silent", "--rate", "--seconds", "--batch", "--connections", "--process", "--role", "--cookie", "--compression", "--json"];

    /// <summary>Root of the server, with a slash at its end.</summary>
    public required Uri Url { get; init; }

    /// <summary>An API key that may send activities and read customers and items.</summary>
    public required string Key { get; init; }

    /// <summary>Pages held open.</summary>
    public required int Viewers { get; init; }

    /// <summary>Programs that follow the overview at the hub.</summary>
    public required int HubClients { get; init; }

    /// <summary>Programs that follow at the hub and never read.</summary>
    public int Silent { get; init; }

    /// <summary>Activities a second, sent when they are due and not when the one before is answered; 0 for as fast as the server answers.</summary>
    public required int Rate { get; init; }
    public required TimeSpan Duration { get; init; }

    /// <summary>Activities in one request.</summary>
    public required int Batch { get; init; }
    public required int Connections { get; init; }

    /// <summary>Null where the server's process is not to be watched.</summary>
    public int? Process { get; init; }

    /// <summary>Demonstration account that the viewers sign in as.</summary>
    public required string Role { get; init; }

    /// <summary>`name=value` of a session to use instead of a demonstration account; null for none.</summary>
    public string? Cookie { get; init; }

    /// <summary>Whether viewers offer compressed sockets, as browsers do.</summary>
    public required SocketCompression Compression { get; init; }

    /// <summary>Where the JSON object goes besides the table; null for nowhere.</summary>
    public string? Json { get; init; }

    /// <exception cref="CommandLineException">Something is unknown, missing or out of range.</exception>
    public static LoadOptions Parse(IReadOnlyList<string> arguments)
    {
        var line = new CommandLine(arguments, Known);
        return new LoadOptions
        {
            Url = UrlOf(line.Required("--url")),
            Key = line.Required("--key"),
            Viewers = line.Number("--viewers", 0, least: 0),
            HubClients = line.Number("--hub-clients", 0, least: 0),
            Silent = line.Number("--silent", 0, least: 0),
            Rate = line.Number("--rate", 100, least: 0),
            Duration = TimeSpan.FromSeconds(line.Number("--seconds", 60, least: 1)),
            Batch = BatchOf(line.Number("--batch", 1, least: 1)),
            Connections = line.Number("--connections", 16, least: 1),
            Process = line.Text("--process") is null ? null : ProcessOf(line.Number("--process", 0, least: 1)),
            Role = line.OneOf("--role", "Analyst", "Admin", "Analyst", "Operator"),
            Cookie = CookieOf(line.Text("--cookie")),
            Compression = line.OneOf("--compression", "on", "on", "off") == "on" ? SocketCompression.AsBrowsers : SocketCompression.None,
            Json = line.NewFile("--json"),
        };
    }

    private static Uri UrlOf(string text) =>
        Uri.TryCreate(text.EndsWith('/') ? text : text + "/", UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? url
            : throw new CommandLineException($"--url is '{text}'; give the server's address, such as http://localhost:5080.");

    private static int BatchOf(int batch) => batch <= MostPerBatch
        ? batch
        : throw new CommandLineException($"--batch is '{batch}'; give a whole number from 1 to {MostPerBatch.ToString(CultureInfo.InvariantCulture)}.");

    private static int ProcessOf(int id) => ServerProcess.Exists(id)
        ? id
        : throw new CommandLineException($"There is no process {id} whose figures /proc shows. Name the server's with --process, or leave it out.");

    private static string? CookieOf(string? text) => text is null || text.IndexOf('=', StringComparison.Ordinal) > 0
        ? text
        : throw new CommandLineException("--cookie is not understood; write it as name=value.");
}

internal enum SocketCompression
{
    None,

    /// <summary>permessage-deflate with the largest windows.</summary>
    AsBrowsers,
}
