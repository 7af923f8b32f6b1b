using System.Collections.Frozen;
using Personalize.Data.Accounts;
using Personalize.Web.Access;
using Personalize.Web.Live;

namespace Personalize.Web.Customers;

/// <summary>The part of the list that is on the screen. Others' changes reach its rows in place: no row moves or vanishes by itself.</summary>
public sealed class CustomerWindow
{
    private const int FirstPage = 60;

    /// <summary>What a row tells; a new model moves the engagement of everybody.</summary>
    private const Aspects Shown = Aspects.Profile | Aspects.Engagement | Aspects.Sentiment | Aspects.Models | Aspects.Deleted;

    private readonly CustomerEditor _editor;
    private readonly PageActor _who;
    private readonly TimeProvider _clock;
    private Dictionary<int, CustomerRow> _rows = [];
    private volatile FrozenSet<int> _ids = FrozenSet<int>.Empty;
    private CustomerPage? _first;

    internal CustomerWindow(CustomerEditor editor, PageActor who, TimeProvider clock) => (_editor, _who, _clock) = (editor, who, clock);

    public CustomerQuery Query { get; private set; } = new();

    /// <summary>Null until the first page is there.</summary>
    public int? Total { get; private set; }

    /// <summary>Rows whose order may be out of date, because others changed them since the list was loaded.</summary>
    public int ChangedRows => _rows.Values.Count(row => row.Changes > 0 || row.Gone);

    /// <summary>Safe on any thread.</summary>
    public bool Shows(int id) => _ids.Contains(id);

    public CustomerRow? Find(int id) => _rows.GetValueOrDefault(id);

    /// <summary>Loads the first page of another list, or the same one afresh.</summary>
    public async Task OpenAsync(CustomerQuery query, CancellationToken cancellation)
    {
        var actor = await ReaderAsync(cancellation);
        if (!actor.May(Right.ViewPersonalData)) query = CustomerMask.WithoutHidden(query);
        var first = await _editor.PageAsync(actor, query.Filter, query.Sort, query.Order, 0, FirstPage, cancellation);
        Query = query;
        _first = first;
        Total = first.Total;
        Show([], 0);
    }

    public async Task<IReadOnlyList<CustomerRow>> ReadAsync(int start, int count, CancellationToken cancellation)
    {
        var first = _first;
        _first = null;
        var rows = first is not null && start + count <= Math.Min(first.Total, FirstPage)
            ? first.Rows.Skip(start).Take(count).ToArray()
            : await FetchAsync(start, count, cancellation);
        Show(rows, start);
        return [.. rows.Select(row => _rows[row.Id])];
    }

    /// <returns>False when nothing that is shown has changed.</returns>
    public async Task<bool> FollowAsync(ChangeSet changes, CancellationToken cancellation)
    {
        int[] touched = [.. _rows.Keys.Where(id => changes.Concerns(id, Shown))];
        if (touched.Length == 0) return false;
        var views = (await _editor.FindManyAsync(await ReaderAsync(cancellation), touched, cancellation)).ToDictionary(view => view.Id);
        foreach (var id in touched) Follow(id, views.GetValueOrDefault(id));
        return true;
    }

    private void Follow(int id, CustomerView? view)
    {
        if (!_rows.TryGetValue(id, out var row)) return;
        if (view is null) row.Gone = true;
        else if (!SameFigures(row.View, view)) row.ChangedByOthers(view, _clock.GetUtcNow());
        else row.Refresh(view);
    }

    /// <summary>Decay alone moves every engagement a little; only what can be seen counts as a change.</summary>
    private static bool SameFigures(CustomerView left, CustomerView right) =>
        left.Version == right.Version && left.ActivityCount == right.ActivityCount && left.SentimentScore == right.SentimentScore;

    private async Task<IReadOnlyList<CustomerView>> FetchAsync(int start, int count, CancellationToken cancellation)
    {
        var page = await _editor.PageAsync(
            await ReaderAsync(cancellation), Query.Filter, Query.Sort, Query.Order, start, count, cancellation);
        Total = page.Total;
        return page.Rows;
    }

    private Task<Actor> ReaderAsync(CancellationToken cancellation) => _who.DemandAsync(Right.ViewCustomers, cancellation);

    private void Show(IReadOnlyList<CustomerView> views, int start)
    {
        var next = new Dictionary<int, CustomerRow>(views.Count);
        for (var at = 0; at < views.Count; at++)
        {
            var row = _rows.GetValueOrDefault(views[at].Id) ?? new CustomerRow(views[at], start + at);
            row.Index = start + at;
            row.Refresh(views[at]);
            next[row.Id] = row;
        }

        _rows = next;
        _ids = next.Keys.ToFrozenSet();
    }
}
