using System.Globalization;
using Microsoft.AspNetCore.Components;
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

    /// <summary>The sku; for links that know no better, the database id.</summary>
    [Parameter]
    public string Key { get; set; } = "";

    [Inject]
    private ItemEditor Editor { get; set; } = default!;

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

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (Key == _shownKey) return;
        _shownKey = Key;
        (_item, _similar, _state, _problem) = (null, null, PanelState.Loading, null);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        try
        {
            var id = Items.FindBySku(Key)?.Id
                ?? (int.TryParse(Key, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0);
            _item = await Editor.FindAsync(id, _leaving.Token);
            (_state, _problem) = (PanelState.Ready, null);
            if (_item is null) return;
            StateHasChanged();
            _similar = await Recommendations.SimilarAsync(_item.Id, SimilarCount, _leaving.Token) ?? [];
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            _problem = Problems.Report(fault, "Item page");
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            // The page is left.
        }
    }

    private async Task ToggleActiveAsync()
    {
        var result = await Editor.UpdateAsync(_item!.Id, new() { Active = !_item.Active }, _item.Version, _leaving.Token);
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
