using System.Globalization;
using System.Text;

namespace Personalize.Benchmarks.Load;

/// <summary>The result for people.</summary>
internal static class LoadTable
{
    private const string Missing = "–";

    public static string Of(LoadReport report)
    {
        var text = new StringBuilder();
        var pace = report.Rate > 0 ? $"{Number(report.Rate)} activities/s on schedule" : "as fast as answered";
        text.AppendLine(CultureInfo.InvariantCulture, $"{report.Url}, {pace}, {report.Batch} a request, {report.Connections} connections, {report.Viewers} viewers, {report.HubClients} hub clients, {report.Seconds:0.#} s");
        foreach (var note in report.Notes) text.AppendLine(note);
        text.AppendLine();
        Posting(text, report.Posting);
        if (report.Viewing is { } viewing) Listening(text, viewing, "viewer", $", {Number(viewing.DrawnBytesPerSecond)} of them render batches");
        if (report.Hub is { } hub) Listening(text, hub, "hub client", "");
        if (report.Silent is { } silent)
            Row(text, "silent hub clients", Number(silent.Opened), $"of which {Number(silent.Cut)} were cut off, after {silent.MedianSecondsToCut?.ToString("F0", CultureInfo.InvariantCulture) ?? Missing} s at the median");
        if (report.Server is { } server) Server(text, server);
        Row(text, "this tool, processor", Percent(report.ToolProcessorShare), "of one core");
        return text.ToString();
    }

    private static void Posting(StringBuilder text, PostingFigures posting)
    {
        Row(text, "posted", Number(posting.Posted), "activities");
        Row(text, "accepted", Number(posting.Accepted), $"{Number(posting.AcceptedPerSecond)} a second");
        foreach (var (reason, count) in posting.Refused.OrderBy(pair => pair.Key, StringComparer.Ordinal)) Row(text, $"refused: {reason}", Number(count), "activities");
        if (posting.Refused.Count == 0) Row(text, "refused", "0", "activities");
        Waits(text, "POST → answer", posting.Waits);
    }

    private static void Listening(StringBuilder text, ListeningFigures heard, string who, string more)
    {
        Row(text, $"{who}s opened", Number(heard.Opened), $"in {heard.OpeningSeconds.ToString("F1", CultureInfo.InvariantCulture)} s");
        Counts(text, "not opened", heard.NotOpened);
        Counts(text, "lost", heard.Lost);
        Waits(text, "POST → received", heard.Receipts.Waits);
        Row(text, $"  p95 of the slowest {who}", Milliseconds(heard.Receipts.SlowestP95), "ms");
        Row(text, "  share received", heard.Receipts.Share is { } share ? Percent(share) : Missing, $"of all {who}s and accepted activities");
        Row(text, $"to a {who}", Number(heard.BytesPerSecond), $"bytes/s over the wire, at most {Number(heard.MostBytesPerSecond)}; {Number(heard.MessageBytesPerSecond)} uncompressed{more}");
        Row(text, $"from a {who}", Number(heard.SentBytesPerSecond), "bytes/s over the wire");
        Row(text, "messages that tell", heard.MessagesPerSecond.ToString("F2", CultureInfo.InvariantCulture), $"a second and {who}");
        Row(text, "until all is told", Number(heard.OpeningBytes), "bytes over the socket");
    }

    private static void Server(StringBuilder text, ServerFigures server)
    {
        Row(text, "server, processor", server.ProcessorShare is { } share ? Percent(share) : Missing, "of one core");
        Row(text, "server, working set", Mebibytes(server.BytesBefore), $"MiB before, {Mebibytes(server.BytesHeld)} with listeners, {Mebibytes(server.BytesAfter)} after, {Mebibytes(server.PeakBytes)} at its highest");
        if (server.BytesPerListener is { } bytes) Row(text, "  of it for a listener", (bytes / 1024).ToString("N0", CultureInfo.InvariantCulture), "KiB");
    }

    private static void Waits(StringBuilder text, string what, Latency waits) => Row(
        text, what, Milliseconds(waits.P50), $"ms at p50, {Milliseconds(waits.P95)} at p95, {Milliseconds(waits.P99)} at p99, {Milliseconds(waits.Longest)} at most, n = {Number(waits.Count)}");

    private static void Counts(StringBuilder text, string what, IReadOnlyList<string> reasons)
    {
        foreach (var reason in reasons.CountBy(static reason => reason).OrderByDescending(static pair => pair.Value)) Row(text, $"  {what}", Number(reason.Value), reason.Key);
    }

    private static void Row(StringBuilder text, string what, string value, string unit) => text.AppendLine(CultureInfo.InvariantCulture, $"{what,-28} {value,12}   {unit}");

    private static string Number(double value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Percent(double share) => share.ToString("P1", CultureInfo.InvariantCulture);

    private static string Milliseconds(double? value) => value?.ToString("F1", CultureInfo.InvariantCulture) ?? Missing;

    private static string Mebibytes(long bytes) => (bytes / 1048576d).ToString("N0", CultureInfo.InvariantCulture);
}
