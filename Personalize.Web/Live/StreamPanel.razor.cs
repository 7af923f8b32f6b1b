using Microsoft.AspNetCore.Components;

namespace Personalize.Web.Live;

/// <summary>The newest activities. It stands still under a pointer, under the focus and while paused, and counts what it holds back.</summary>
public sealed partial class StreamPanel
{
    /// <summary>Snapshots keep this many rows, so more cannot be counted.</summary>
    private const int Most = 200;

    private List<StreamRow> _rows = [];
    private bool _pointed;
    private bool _focused;
    private int _waiting;

    [Parameter, EditorRequired]
    public OverviewSnapshot Now { get; set; } = default!;

    [Parameter]
    public string? Class { get; set; }

    private bool IsHeld => _pointed || _focused;

    protected override void OnParametersSet()
    {
        if (!IsHeld || _rows.Count == 0)
        {
            CatchUp();
            return;
        }
        var newest = _rows[0].Sequence;
        _waiting = Now.Stream.TakeWhile(row => row.Sequence > newest).Count();
    }

    private void CatchUp()
    {
        _waiting = 0;
        if (_rows.Count == Now.Stream.Length && (_rows.Count == 0 || _rows[0].Sequence == Now.Stream[0].Sequence))
            return;
        _rows = [.. Now.Stream];
    }

    private void Hold(bool byPointer)
    {
        if (byPointer)
            _pointed = true;
        else
            _focused = true;
    }

    private void Release(bool byPointer)
    {
        if (byPointer)
            _pointed = false;
        else
            _focused = false;
        if (!IsHeld)
            CatchUp();
    }
}
