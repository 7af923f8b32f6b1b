using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Personalize.Data.Spreadsheets.Rows;

namespace Personalize.Data.Spreadsheets.Worker;

/// <summary>One file being read by one child. Disposing kills the child if it still runs.</summary>
public sealed class SpreadsheetReading : IAsyncDisposable
{
    private static readonly TimeSpan WatchInterval = TimeSpan.FromMilliseconds(200);

    /// <summary>How long a child may take to end after its last frame.</summary>
    private static readonly TimeSpan LastWordsTime = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private readonly RowReader _reader;
    private readonly TimeSpan _processorTime;
    private readonly TimeSpan _wallTime;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _ended = new();
    private readonly OutputTail _errors = new();
    private Task _watch = Task.CompletedTask;
    private bool _overran;

    internal SpreadsheetReading(Process process, SpreadsheetLimits limits, long fileBytes, TimeProvider clock)
    {
        _process = process;
        _reader = new RowReader(process.StandardOutput.BaseStream, limits.MaxColumns);
        _processorTime = limits.ProcessorTimeFor(fileBytes);
        _wallTime = limits.WallTimeFor(fileBytes);
        _clock = clock;
    }

    /// <summary>Share of the file that is read, in [0, 1].</summary>
    public double Fraction => _reader.Fraction;

    /// <summary>Known after the last row, or when the child refused the file.</summary>
    public WorkerUsage? Usage => _reader.Usage;

    internal void Begin(string request)
    {
        try
        {
            // Stays open: its end tells the child that we are gone.
            _process.StandardInput.WriteLine(request);
            _process.StandardInput.Flush();
        }
        catch (IOException)
        {
            // The child is gone already; reading its rows reports that.
        }

        _process.ErrorDataReceived += (_, line) => _errors.Add(line.Data);
        _process.BeginErrorReadLine();
        _watch = WatchAsync();
    }

    /// <summary>Rows in the order of the file, a few hundred at a time.</summary>
    /// <exception cref="SpreadsheetRefusedException">The file is not one that can be imported.</exception>
    public async IAsyncEnumerable<IReadOnlyList<SheetRow>> RowsAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        while (await NextAsync(cancellation) is { } rows)
        {
            if (rows.Count > 0)
                yield return rows;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await _ended.CancelAsync();
        await _watch;
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        _ended.Dispose();
    }

    private async ValueTask<IReadOnlyList<SheetRow>?> NextAsync(CancellationToken cancellation)
    {
        try
        {
            return await _reader.ReadAsync(cancellation);
        }
        catch (Exception problem) when (problem is SpreadsheetRefusedException or InvalidDataException or IOException)
        {
            var cause = await CauseAsync(problem);
            throw problem is SpreadsheetRefusedException refusal
                ? new SpreadsheetRefusedException(refusal.Code, refusal.Message, cause)
                : _overran
                ? new SpreadsheetRefusedException("file_too_complex", "Reading the file takes far longer than its size explains. Split it or save it again, and retry.", cause)
                : new SpreadsheetRefusedException("file_too_complex", "The file made its reader stop: it needs more memory than an import may use, or is damaged. Split it or save it again, and retry.", cause);
        }
    }

    /// <summary>What the child left behind, so that a fault of our own parser does not pass for a bad file without a trace.</summary>
    private async Task<Exception> CauseAsync(Exception problem)
    {
        try
        {
            // The wall clock on purpose: we wait for another process, which knows nothing of a clock that a test holds.
            await _process.WaitForExitAsync(CancellationToken.None).WaitAsync(LastWordsTime, TimeProvider.System);
        }
        catch (TimeoutException)
        {
            Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        var words = _errors.ToString();
        return new InvalidOperationException(
            $"The import worker ended with exit code {_process.ExitCode}{(words.Length == 0 ? " and said nothing." : $" and said:\n{words}")}", problem);
    }

    private async Task WatchAsync()
    {
        var started = _clock.GetTimestamp();
        using var timer = new PeriodicTimer(WatchInterval, _clock);
        try
        {
            while (await timer.WaitForNextTickAsync(_ended.Token))
            {
                if (_process.HasExited)
                    return;
                if (ProcessorTime() <= _processorTime && _clock.GetElapsedTime(started) <= _wallTime)
                    continue;
                _overran = true;
                Kill();
                return;
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed: the child is dead or dying.
        }
    }

    private TimeSpan ProcessorTime()
    {
        try
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
        catch (Exception gone) when (gone is InvalidOperationException or Win32Exception)
        {
            // It ended between two looks.
            return TimeSpan.Zero;
        }
    }

    private void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception gone) when (gone is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended by itself, or is ending; the last two are what the operating system says then.
        }
    }
}
