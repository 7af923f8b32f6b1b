using Microsoft.AspNetCore.SignalR.Client;

namespace Personalize.Samples;

/// <summary>Tries for ever, each time at a random moment of a longer pause: a server that comes back is not run over.</summary>
internal sealed class PatientRetries : IRetryPolicy
{
    private const int MostDoublings = 7;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);

    private readonly Random _random = new();

    public TimeSpan? NextRetryDelay(RetryContext retryContext) =>
        FirstPause * (1 << (int)Math.Min(retryContext.PreviousRetryCount, MostDoublings)) * _random.NextDouble();
}
