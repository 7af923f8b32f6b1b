using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;

namespace Personalize.Web.Customers;

/// <summary>Rows, editors and keyboard of the wide users list. What happens to customers is decided by the page.</summary>
public sealed partial class CustomerGrid : IAsyncDisposable
{
    private const int FirstEditable = 1;

    private readonly CancellationTokenSource _leaving = new();
    private readonly Func<CustomerRow, int, string> _rowClass;
    private MudDataGrid<CustomerRow>? _grid;
    private DotNetObjectReference<CustomerGrid>? _self;
    private IJSObjectReference? _module;
    private IJSObjectReference? _keys;
    private ElementReference _root;

    public CustomerGrid() => _rowClass = RowClass;

    [Parameter, EditorRequired]
    public required CustomerWindow Window { get; set; }

    [Parameter, EditorRequired]
    public required CustomerEditing Editing { get; set; }

    /// <summary>Whether rows can be selected, edited and deleted here.</summary>
    [Parameter]
    public bool Editable { get; set; }

    /// <summary>Whether the list can be sorted by personal fields.</summary>
    [Parameter]
    public bool Personal { get; set; }

    [Parameter, EditorRequired]
    public required ISet<int> Selected { get; set; }

    [Parameter]
    public EventCallback<CustomerSort> OnSort { get; set; }

    [Parameter]
    public EventCallback<(CustomerView Before, CustomerView After)> OnSaved { get; set; }

    [Parameter]
    public EventCallback<CustomerView> OnDelete { get; set; }

    [Parameter]
    public EventCallback OnUndo { get; set; }

    /// <summary>Something was selected, or a conflict arose: what the page shows around the grid changes.</summary>
    [Parameter]
    public EventCallback OnChanged { get; set; }

    [Parameter]
    public EventCallback<Exception> OnFailed { get; set; }

    [Inject]
    private IJSRuntime Browser { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    /// <summary>Draws the rows as they stand, without asking the database.</summary>
    public void Redraw() => StateHasChanged();

    /// <summary>Another list stands in the window. The page may still hold a grid that went when nobody matched its filters.</summary>
    public async Task RestartAsync()
    {
        if (_leaving.IsCancellationRequested) return;
        if (_grid is not null) await _grid.ReloadServerData();
        if (_keys is not null) await _keys.InvokeVoidAsync("restart");
    }

    public async Task EndEditAsync(bool down)
    {
        Editing.Clear();
        if (_leaving.IsCancellationRequested) return;
        StateHasChanged();
        if (_keys is not null) await _keys.InvokeVoidAsync("leaveEditor", down);
        await OnChanged.InvokeAsync();
    }

    /// <summary>A fault goes to the error boundary: the browser, which calls this, could show it to nobody.</summary>
    [JSInvokable]
    public async Task OnGridKeyAsync(string action, int key)
    {
        try
        {
            await ActAsync(action, key);
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or JSDisconnectedException))
        {
            await DispatchExceptionAsync(fault);
        }
    }

    private async Task ActAsync(string action, int key)
    {
        if (!Editable && action != "open") return;
        switch (action)
        {
            case "edit":
                Begin(key);
                break;
            case "save":
                await SaveAsync(down: true);
                break;
            case "cancel":
                await EndEditAsync(down: false);
                break;
            case "toggle":
                Toggle(key);
                break;
            case "delete" when Window.Find(key) is { } row:
                await OnDelete.InvokeAsync(row.View);
                break;
            case "undo":
                await OnUndo.InvokeAsync();
                break;
            case "open" when Window.Find(key) is { } row:
                Navigation.NavigateTo(CustomerLink.To(row.View.CustomerId));
                break;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        _leaving.Dispose();
        try
        {
            if (_keys is not null)
            {
                await _keys.InvokeVoidAsync("detach");
                await _keys.DisposeAsync();
            }

            if (_module is not null) await _module.DisposeAsync();
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
        {
            // The browser is gone, and its module with it.
        }

        _self?.Dispose();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        _self = DotNetObjectReference.Create(this);
        _module = await Browser.InvokeAsync<IJSObjectReference>("import", "./js/grid-keys.js");
        _keys = await _module.InvokeAsync<IJSObjectReference>("attach", _root, _self);
    }

    private async Task<GridData<CustomerRow>> ReadAsync(GridStateVirtualize<CustomerRow> state, CancellationToken cancellation)
    {
        // Not measured yet, the table asks for no rows, only for their number. Told it, both its spacers are in view when
        // it is measured, and it draws rows 0, then 1, then 0 onwards: each time all of them.
        if (state.Count == 0) return new() { Items = [], TotalItems = 0 };
        try
        {
            var rows = await Window.ReadAsync(state.StartIndex, state.Count, cancellation);
            return new() { Items = rows, TotalItems = Window.Total ?? 0 };
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            await OnFailed.InvokeAsync(fault);
            return new() { Items = [], TotalItems = Window.Total ?? 0 };
        }
    }

    // The keyboard's side focuses the editor as soon as it stands. A word from here would come late, amid what is being typed.
    private bool Begin(int id)
    {
        if (Window.Find(id) is not { Gone: false } row) return false;
        if (Editing.Id != id) Editing.Begin(row.View);
        StateHasChanged();
        return true;
    }

    private async Task BeginByPointerAsync(int id)
    {
        if (Begin(id) && _keys is not null) await _keys.InvokeVoidAsync("awaitEditor", id, FirstEditable);
    }

    private async Task SaveAsync(bool down)
    {
        if (Editing.Draft?.Before is not { } before) return;
        if (await Editing.SaveAsync(_leaving.Token) is { } saved)
        {
            Window.Find(saved.Id)?.Refresh(saved);
            await OnSaved.InvokeAsync((before, saved));
            await EndEditAsync(down);
            return;
        }

        StateHasChanged();
        await OnChanged.InvokeAsync();
    }

    private void Toggle(int id)
    {
        if (id >= 0 && !Selected.Remove(id)) Selected.Add(id);
        StateHasChanged();
        _ = OnChanged.InvokeAsync();
    }

    private bool Edits(CustomerRow row) => Editing.Id == row.Id;

    private string Direction(CustomerSort sort) =>
        Window.Query.Sort != sort ? "none" : Window.Query.Order.ToString().ToLowerInvariant();

    private string RowClass(CustomerRow row, int _) =>
        $"r-{row.Index} k-{row.Id}"
        + (Selected.Contains(row.Id) ? " pz-selected" : "")
        + (Editing.Id == row.Id ? " pz-editing" : "")
        + (row.Gone ? " pz-gone" : row.Changes == 0 ? "" : row.Changes % 2 == 0 ? " pz-flash-even" : " pz-flash-odd");

    private Dictionary<string, object> TableAttributes() => new()
    {
        ["id"] = "users-grid",
        ["role"] = "grid",
        ["aria-label"] = Editable ? "Users. Arrows move, Enter edits, Space selects, Delete deletes, O opens." : "Users. Arrows move, O opens.",
        ["aria-rowcount"] = (Window.Total ?? 0) + 1,
        ["aria-multiselectable"] = Editable ? "true" : "false",
    };
}
