using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;

namespace Personalize.Benchmarks.Load.Posting;

/// <summary>Sends activities when they are due, whether or not those before were answered; or as fast as they are answered.</summary>
internal sealed class ActivityPoster(HttpClient http, ActivityDrafts drafts, PostTally tally, Keeping keeping)
{
    private static readonly Uri Activities = new("api/activities", UriKind.Relative);
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    // A server that refuses is not asked again at once, or refusing would be all that it does.
    private static readonly TimeSpan AfterRefusal = TimeSpan.FromMilliseconds(100);

    /// <returns>Once all that was sent is answered.</returns>
    public Task RunAsync(LoadOptions options, CancellationToken cancellation) =>
        options.Rate > 0 ? OnScheduleAsync(options, cancellation) : AtFullSpeedAsync(options, cancellation);

    private async Task OnScheduleAsync(LoadOptions options, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        var requests = (long)Math.Ceiling(options.Rate * options.Duration.TotalSeconds / options.Batch);
        List<Task> sent = [];
        for (var request = 0L; request < requests; request++)
        {
            var due = start + (long)((double)request * options.Batch / options.Rate * Stopwatch.Frequency);
            if (Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due) is { Ticks: > 0 } early)
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(early.TotalMilliseconds)), cancellation);
            sent.Add(PostAsync(options.Batch, due, cancellation));
        }

        await Task.WhenAll(sent);
    }

    private async Task AtFullSpeedAsync(LoadOptions options, CancellationToken cancellation)
    {
        var end = Stopwatch.GetTimestamp() + (long)(options.Duration.TotalSeconds * Stopwatch.Frequency);
        await Task.WhenAll(Enumerable.Range(0, options.Connections).Select(_ => OneAfterAnotherAsync()));

        async Task OneAfterAnotherAsync()
        {
            while (Stopwatch.GetTimestamp() < end)
            {
                if (!await PostAsync(options.Batch, Stopwatch.GetTimestamp(), cancellation))
                    await Task.Delay(AfterRefusal, cancellation);
            }
        }
    }

    /// <returns>Whether the server took the request.</returns>
    private async Task<bool> PostAsync(int count, long due, CancellationToken cancellation)
    {
        var draft = drafts.Next(count);
        using var content = new ByteArrayContent(draft.Body);
        content.Headers.ContentType = Json;
        try
        {
            using var answer = await http.PostAsync(Activities, content, cancellation);
            var body = await answer.Content.ReadAsByteArrayAsync(cancellation);
            if (answer.IsSuccessStatusCode) tally.Answered(draft, body, due, keeping);
            else tally.Refuse(draft, ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception silent) when (silent is HttpRequestException || (silent is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            tally.Refuse(draft, "no answer");
            return false;
        }
    }
}
