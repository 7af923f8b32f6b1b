namespace Personalize.Web.Live;

/// <summary>Draws a component again whenever it is asked to. One drawing waits at most: a circuit that cannot follow skips pictures instead of queueing them.</summary>
/// <param name="invoke">InvokeAsync of the component.</param>
/// <param name="draw">Runs on the circuit's context.</param>
internal sealed class Redrawing(Func<Action, Task> invoke, Action draw)
{
    private int _waits;

    /// <remarks>May be called on any thread.</remarks>
    public void Ask()
    {
        if (Interlocked.Exchange(ref _waits, 1) == 1)
            return;
        _ = invoke(() =>
        {
            Volatile.Write(ref _waits, 0);
            draw();
        });
    }
}
