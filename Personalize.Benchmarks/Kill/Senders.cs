using System.Net.Http.Headers;
using System.Text.Json;

namespace Personalize.Benchmarks.Kill;

/// <summary>Clients that send activities, singles and batches, until the server is gone; first what was not answered before.</summary>
internal sealed class Senders(Ledger ledger, IReadOnlyList<string> customers, int count, TimeProvider clock)
{
    private const int GreatestBatch = 100;
    private static readonly Uri Activities = new("api/activities", UriKind.Relative);
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    /// <summary>Sends new ones until the connection breaks.</summary>
    public Task SendUntilGoneAsync(HttpClient http, int seed, CancellationToken cancellation) => AllAsync(
        http, number => Sizes(new Random(HashCode.Combine(seed, number))), cancellation);

    /// <summary>Sends what was not answered, and nothing new.</summary>
    public Task SendUnansweredAsync(HttpClient http, CancellationToken cancellation) => AllAsync(http, _ => [], cancellation);

    private Task AllAsync(HttpClient http, Func<int, IEnumerable<IReadOnlyList<SentActivity>>> batches, CancellationToken cancellation) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(number => OneAsync(http, batches(number), cancellation)));

    private async Task OneAsync(HttpClient http, IEnumerable<IReadOnlyList<SentActivity>> fresh, CancellationToken cancellation)
    {
        using var next = fresh.GetEnumerator();
        while (ledger.TryTakeUnanswered(out var batch) || (next.MoveNext() && (batch = next.Current) is not null))
        {
            if (!await SendAsync(http, batch, cancellation)) return;
        }
    }

    // Half of the requests hold one activity, the others up to a hundred.
    private IEnumerable<IReadOnlyList<SentActivity>> Sizes(Random random)
    {
        while (true)
        {
            var size = random.Next(2) == 0 ? 1 : random.Next(2, GreatestBatch + 1);
            yield return [.. Enumerable.Range(0, size).Select(_ => SentActivity.Draw(random, customers, clock.GetUtcNow()))];
        }
    }

    /// <returns>False when the server is gone.</returns>
    private async Task<bool> SendAsync(HttpClient http, IReadOnlyList<SentActivity> batch, CancellationToken cancellation)
    {
        ledger.Sending(batch);
        try
        {
            using var content = new ByteArrayContent(SentActivity.Json(batch));
            content.Headers.ContentType = Json;
            using var answer = await http.PostAsync(Activities, content, cancellation);
            var body = await answer.Content.ReadAsByteArrayAsync(cancellation);
            if (answer.IsSuccessStatusCode) ledger.Answered(batch, body);
            else ledger.NotAnswered(batch);
            return true;
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException or JsonException
            || (gone is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            // Whatever became of it, nobody said that it is stored.
            ledger.NotAnswered(batch);
            return false;
        }
    }
}
