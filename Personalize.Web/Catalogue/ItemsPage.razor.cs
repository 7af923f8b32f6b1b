using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using Personalize.Data.Accounts;
using Personalize.Web.Access;
using Personalize.Web.Shell;

namespace Personalize.Web.Catalogue;

/// <summary>The catalogue. Filters and order live in the address.</summary>
public sealed partial class ItemsPage
{
    private readonly CancellationTokenSource _leaving = new();
    private readonly TypedSearch _search = new();
    private IReadOnlyList<KeyValuePair<string, int>> _categories = [];
    private ItemQuery _query = new();
    private Virtualize<ItemView>? _rows;
    private ItemDialog? _dialog;
    private Problem? _problem;
    private int? _total;
    private bool _started;

    public ItemsPage() => Leaving = _leaving.Token;

    [SupplyParameterFromQuery(Name = ItemQuery.SearchKey)]
    public string? Search { get; set; }

    [SupplyParameterFromQuery(Name = ItemQuery.CategoryKey)]
    public string? Category { get; set; }

    [SupplyParameterFromQuery(Name = ItemQuery.ActiveKey)]
    public string? Active { get; set; }

    [SupplyParameterFromQuery(Name = ItemQuery.SortKey)]
    public string? Sort { get; set; }

    [SupplyParameterFromQuery(Name = ItemQuery.DirectionKey)]
    public string? Direction { get; set; }

    [Inject]
    private ItemEditor Editor { get; set; } = default!;

    [Inject]
    private ItemDirectory Items { get; set; } = default!;

    [Inject]
    private PageActor Who { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private Toasts Toasts { get; set; } = default!;

    [Inject]
    private ProblemLog Problems { get; set; } = default!;

    /// <summary>Cancelled when the page goes away; kept, as a disposed source gives no token.</summary>
    private CancellationToken Leaving { get; }

    public void Dispose()
    {
        Items.Changed -= OnItemsChanged;
        _leaving.Cancel();
        _leaving.Dispose();
    }

    protected override void OnInitialized() => Items.Changed += OnItemsChanged;

    protected override async Task OnParametersSetAsync()
    {
        var query = ItemQuery.Read(key => key switch
        {
            ItemQuery.SearchKey => Search,
            ItemQuery.CategoryKey => Category,
            ItemQuery.ActiveKey => Active,
            ItemQuery.SortKey => Sort,
            ItemQuery.DirectionKey => Direction,
            _ => null,
        });
        _search.Follow(query.Filter.Search);
        if (_started && query == _query) return;
        _started = true;
        _query = query;
        await LoadAsync();
    }

    private void SearchFor(string? typed) => Show(_query with { Filter = _query.Filter with { Search = _search.Type(typed) } });

    private void Show(ItemQuery query) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(query.ToQuery()), replace: true);

    /// <summary>Somebody else, or an import, has changed the catalogue: what is shown may be out of date.</summary>
    private void OnItemsChanged(object? sender, EventArgs e) => _ = InvokeAsync(async () =>
    {
        if (Leaving.IsCancellationRequested) return;
        await LoadAsync();
        StateHasChanged();
    });

    private async Task LoadAsync()
    {
        var query = _query;
        try
        {
            var actor = await Who.DemandAsync(Right.ViewDashboards, Leaving);
            var first = await Editor.PageAsync(actor, query.Filter, query.Sort, query.Order, 0, 1, Leaving);
            _categories = await Editor.CategoriesAsync(actor, Leaving);
            if (query != _query) return;
            (_total, _problem) = (first.Total, null);
            if (_rows is not null) await _rows.RefreshDataAsync();
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            _problem = Problems.Report(fault, "Items list");
        }
        catch (OperationCanceledException) when (Leaving.IsCancellationRequested)
        {
            // The page is left.
        }
    }

    private async ValueTask<ItemsProviderResult<ItemView>> ReadAsync(ItemsProviderRequest request)
    {
        try
        {
            var page = await Editor.PageAsync(
                await Who.DemandAsync(Right.ViewDashboards, request.CancellationToken), _query.Filter, _query.Sort, _query.Order, request.StartIndex, request.Count, request.CancellationToken);
            return new(page.Rows, page.Total);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            _problem = Problems.Report(fault, "Items list");
            StateHasChanged();
            return new([], _total ?? 0);
        }
    }

    private async Task SavedAsync(ItemView saved)
    {
        Toasts.Show($"{saved.Title} saved");
        await LoadAsync();
    }
}
