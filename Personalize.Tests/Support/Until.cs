namespace Personalize.Tests.Support;

/// <summary>Waits for what other threads do, and fails instead of hanging when they never do it.</summary>
internal static class Until
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <param name="reached">Looked at again and again.</param>
    /// <param name="meanwhile">Done between two looks, such as moving a clock that the test holds.</param>
    public static async Task ReachedAsync(Func<bool> reached, Action? meanwhile = null)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        while (!reached())
        {
            if (limit.IsCancellationRequested) Assert.Fail($"It was not reached within {Patience.TotalSeconds} s.");
            meanwhile?.Invoke();
            await Task.Yield();
        }
    }

    /// <param name="reached">Looked at again and again, such as a row that another part of the server writes.</param>
    public static async Task ReachedAsync(Func<Task<bool>> reached)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        while (!await reached())
            if (limit.IsCancellationRequested) Assert.Fail($"It was not reached within {Patience.TotalSeconds} s.");
    }
}
