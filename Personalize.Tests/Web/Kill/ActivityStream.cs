using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;

namespace Personalize.Tests.Web.Kill;

/// <summary>Posts batches of activities from several clients until the server is gone, and remembers what was acknowledged.</summary>
internal sealed class ActivityStream(HttpClient client, IReadOnlyList<string> customers, int seed)
{
    private const int Clients = 4;
    private const int GreatestBatch = 40;

    private readonly ConcurrentQueue<Guid> _acknowledged = new();
    private readonly TaskCompletionSource _enough = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyCollection<Guid> Acknowledged => _acknowledged;

    /// <param name="enough">Acknowledgements after which <paramref name="kill"/> runs, with posts under way.</param>
    public async Task RunAsync(int enough, Func<Task> kill, CancellationToken cancellation)
    {
        var clients = Enumerable.Range(0, Clients)
            .Select(number => PostUntilGoneAsync(new Random((seed * Clients) + number), enough, cancellation))
            .ToArray();
        await Task.WhenAny(_enough.Task, Task.WhenAll(clients));
        await kill();
        await Task.WhenAll(clients);
    }

    /// <summary>Sends acknowledged activities again, as a client does that never saw the answer.</summary>
    /// <returns>How many of them the server recognised.</returns>
    public static async Task<int> ResendAsync(
        HttpClient client, IReadOnlyCollection<Guid> ids, string customer, CancellationToken cancellation)
    {
        var recognised = 0;
        foreach (var batch in ids.Chunk(500))
        {
            using var answer = await client.PostAsJsonAsync("/api/activities", batch.Select(id => Activity(id, customer)), cancellation);
            answer.EnsureSuccessStatusCode();
            recognised += (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellation)).GetProperty("duplicate").GetInt32();
        }
        return recognised;
    }

    private async Task PostUntilGoneAsync(Random random, int enough, CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                var batch = Enumerable.Range(0, random.Next(1, GreatestBatch + 1))
                    .Select(_ => Activity(Guid.CreateVersion7(), customers[random.Next(customers.Count)]))
                    .ToArray();
                using var answer = await client.PostAsJsonAsync("/api/activities", batch, cancellation);
                answer.EnsureSuccessStatusCode();
                var body = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellation);
                foreach (var result in body.GetProperty("results").EnumerateArray())
                    if (result.GetProperty("status").GetString() == "stored")
                        _acknowledged.Enqueue(result.GetProperty("activity_id").GetGuid());
                if (_acknowledged.Count >= enough) _enough.TrySetResult();
            }
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException or JsonException)
        {
            // The server died: whatever this batch was, nobody said that it is stored.
        }
    }

    private static Dictionary<string, object> Activity(Guid id, string customer) =>
        new() { ["activity_id"] = id, ["customer_id"] = customer, ["type"] = "view" };
}
