using Microsoft.AspNetCore.Components;
using Personalize.Data.Accounts;
using Personalize.Web.Access;
using Personalize.Web.Hosting;
using Personalize.Web.Recommendations;
using Personalize.Web.Shell;

namespace Personalize.Web.Catalogue;

/// <summary>One item: its record, and what the engine finds similar.</summary>
public sealed partial class ItemDetailPage
{
    private const int SimilarCount = 10;

    private readonly CancellationTokenSource _leaving = new();
    private ItemView? _item;
    private IReadOnlyList<SimilarItemView>? _similar;
    private ItemDialog? _dialog;
    private Problem? _problem;
    private PanelState _state = PanelState.Loading;
    private string? _shownKey;

    public ItemDetailPage() => Leaving = _leaving.Token;

    /// <summary>The sku.</summary>
    [Parameter]
    public string Key { get; set; } = "";

    [Inject]
    private ItemEditor Editor { get; set; } = default!;

    [Inject]
    private PageActor Who { get; set; } = default!;

    [Inject]
    private ItemDirectory Items { get; set; } = default!;

    [Inject]
    private RecommendationService Recommendations { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private Toasts Toasts { get; set; } = default!;

    [Inject]
    private ProblemLog Problems { get; set; } = default!;

    private string NothingSimilar => _item is { Active: false }
        ? "Items that are off are not compared."
        : "The model has not seen this item yet, or no other item shares a telling word with it.";

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
        if (Key == _shownKey) return;
        _shownKey = Key;
        (_item, _similar, _state, _problem) = (null, null, PanelState.Loading, null);
        await LoadAsync();
    }

    /// <summary>Somebody else, or an import, has changed the catalogue: what is shown may be out of date. A new sku has a new address, to which this page moves after its own save.</summary>
    private void OnItemsChanged(object? sender, EventArgs e) => _ = InvokeAsync(async () =>
    {
        if (Leaving.IsCancellationRequested || Items.FindBySku(Key) is null) return;
        await LoadAsync();
        StateHasChanged();
    });

    private async Task LoadAsync()
    {
        var key = Key;
        try
        {
            var item = Items.FindBySku(key) is { } card ? await Editor.FindAsync(await Who.DemandAsync(Right.ViewDashboards, Leaving), card.Id, Leaving) : null;
            if (key != Key) return;
            (_item, _state, _problem) = (item, PanelState.Ready, null);
            if (item is null) return;
            StateHasChanged();
            var similar = await Recommendations.SimilarAsync(item.Id, SimilarCount, Leaving) ?? [];
            if (key == Key) _similar = similar;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            if (key == Key) _problem = Problems.Report(fault, "Item page");
        }
        catch (OperationCanceledException) when (Leaving.IsCancellationRequested)
        {
            // The page is left.
        }
    }

    private async Task ToggleActiveAsync()
    {
        var actor = await Who.DemandAsync(Right.EditItems, Leaving);
        var result = await Editor.UpdateAsync(actor, _item!.Id, new() { Active = !_item.Active }, _item.Version, Leaving);
        switch (result)
        {
            case EditResult<ItemView>.Saved saved:
                _item = saved.Row;
                Toasts.Show(saved.Row.Active ? $"{saved.Row.Title} may be recommended again" : $"{saved.Row.Title} is no longer recommended");
                break;
            case EditResult<ItemView>.Stale stale:
                _item = stale.Current;
                Toasts.Show("Somebody else changed this item meanwhile; here it is as it stands now.");
                break;
            case EditResult<ItemView>.NotFound:
                _item = null;
                break;
        }
    }

    private async Task SavedAsync(ItemView saved)
    {
        Toasts.Show($"{saved.Title} saved");
        if (saved.Sku != Key && Items.FindBySku(Key) is null) Navigation.NavigateTo(ItemLink.To(saved.Sku), replace: true);
        else await LoadAsync();
    }
}
