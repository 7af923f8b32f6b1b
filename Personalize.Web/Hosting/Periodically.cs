namespace Personalize.Web.Hosting;

/// <summary>Does something again and again until the server stops; one failure is no reason to stop.</summary>
internal static class Periodically
{
    /// <param name="failed">Told of each failure; the next try comes after the interval.</param>
    public static async Task RunAsync(
        TimeSpan interval, TimeProvider clock, Func<CancellationToken, Task> work, Action<Exception> failed, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(interval, clock);
        while (await timer.WaitForNextTickAsync(stopping))
        {
            try
            {
                await work(stopping);
            }
            catch (Exception failure) when (!stopping.IsCancellationRequested)
            {
                failed(failure);
            }
        }
    }
}
