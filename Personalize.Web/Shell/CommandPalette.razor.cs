using Microsoft.AspNetCore.Components;
using MudBlazor;
using Personalize.Data.Accounts;
using Personalize.Web.Access;
using Personalize.Web.Catalogue;
using Personalize.Web.Customers;
using Personalize.Web.Hosting;

namespace Personalize.Web.Shell;

/// <summary>One field to get anywhere: pages at once, customers and items as soon as the search answers.</summary>
public sealed partial class CommandPalette : IDisposable
{
    private const int MostOfEach = 5;
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(150);

    private IReadOnlyList<ShellPage> _pages = [];
    private List<Entry> _entries = [];
    private string _query = "";
    private bool _searching;
    private Problem? _problem;
    private CancellationTokenSource? _search;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private PageActor Who { get; set; } = default!;

    [Inject]
    private CustomerEditor Customers { get; set; } = default!;

    [Inject]
    private ItemEditor Items { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [Inject]
    private ProblemLog Problems { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        _pages = await ShellPages.ForAsync(Who);
        _entries = [.. Pages("")];
    }

    public void Dispose()
    {
        _search?.Cancel();
        _search?.Dispose();
    }

    private async Task OnInput(ChangeEventArgs change)
    {
        Dispose();
        _search = new CancellationTokenSource();
        var cancellation = _search.Token;
        _query = change.Value?.ToString() ?? "";
        var wanted = _query.Trim();
        _entries = [.. Pages(wanted)];
        _problem = null;
        _searching = wanted.Length > 0;
        if (!_searching)
            return;
        // What stands now is shown while the search is under way.
        StateHasChanged();
        try
        {
            await Task.Delay(Settle, Clock, cancellation);
            var found = await FindAsync(wanted, cancellation);
            _entries = [.. Pages(wanted), .. found];
            _searching = false;
        }
        catch (OperationCanceledException)
        {
            // A newer query has taken over.
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            _problem = Problems.Report(fault, "Search");
            _searching = false;
        }
    }

    private async Task<List<Entry>> FindAsync(string wanted, CancellationToken cancellation)
    {
        var actor = await Who.DemandAsync(Right.ViewCustomers, cancellation);
        var customers = await Customers.PageAsync(
            actor, new CustomerFilter { Search = wanted }, CustomerSort.CustomerId, SortOrder.Ascending, start: 0, MostOfEach, cancellation);
        var items = await Items.PageAsync(
            actor, new ItemFilter { Search = wanted }, ItemSort.Title, SortOrder.Ascending, start: 0, MostOfEach, cancellation);
        return
        [
            .. customers.Rows.Select(row => new Entry($"c{row.Id}", row.CustomerId, "customer", Icons.Material.Outlined.Person, CustomerLink.To(row.CustomerId))),
            .. items.Rows.Select(row => new Entry($"i{row.Id}", row.Title, "item", Icons.Material.Outlined.Inventory2, ItemLink.To(row.Sku))),
        ];
    }

    private IEnumerable<Entry> Pages(string wanted) => _pages
        .Where(page => wanted.Length == 0
            || page.Title.Contains(wanted, StringComparison.OrdinalIgnoreCase)
            || page.Words.Split(' ').Any(word => word.StartsWith(wanted, StringComparison.OrdinalIgnoreCase)))
        .OrderByDescending(page => page.Title.StartsWith(wanted, StringComparison.OrdinalIgnoreCase))
        .Select(page => new Entry($"p{page.Letter}", page.Title, "page", page.Icon, page.Path) { IsDocument = page.IsDocument });

    private void Choose(Entry entry) => Navigation.NavigateTo(entry.Path, forceLoad: entry.IsDocument);

    private sealed record Entry(string Key, string Title, string Sort, string Icon, string Path)
    {
        public bool IsDocument { get; init; }
    }
}
