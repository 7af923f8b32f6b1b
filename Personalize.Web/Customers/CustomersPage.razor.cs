using Microsoft.AspNetCore.Components;
using MudBlazor;
using MudBlazor.Services;
using Personalize.Data.Accounts;
using Personalize.Web.Access;
using Personalize.Web.Hosting;
using Personalize.Web.Live;
using Personalize.Web.Shell;

namespace Personalize.Web.Customers;

/// <summary>The list of users. Filters and order live in the address; others' changes reach the rows in place.</summary>
public sealed partial class CustomersPage
{
    private readonly Guid _viewportId = Guid.NewGuid();
    private readonly UndoStack _undo = new();
    private readonly HashSet<int> _selected = [];
    private CustomerWindow _window = default!;
    private CustomerEditing _editing = default!;
    private CustomerQuery _query = new();
    private CustomerGrid? _grid;
    private CustomerCards? _cards;
    private CustomerDialog? _dialog;
    private Problem? _problem;
    private bool? _phone;
    private bool _loading;
    private bool _loadAgain;
    private bool _started;
    private bool _mayEdit;
    private bool _seesPersonal;

    [SupplyParameterFromQuery(Name = CustomerQuery.SearchKey)]
    public string? Search { get; set; }

    [SupplyParameterFromQuery(Name = CustomerQuery.InterestKey)]
    public string? Interest { get; set; }

    [SupplyParameterFromQuery(Name = CustomerQuery.GenderKey)]
    public string? Gender { get; set; }

    [SupplyParameterFromQuery(Name = CustomerQuery.MinAgeKey)]
    public string? MinAge { get; set; }

    [SupplyParameterFromQuery(Name = CustomerQuery.MaxAgeKey)]
    public string? MaxAge { get; set; }

    [SupplyParameterFromQuery(Name = CustomerQuery.ColdKey)]
    public string? Cold { get; set; }

    [SupplyParameterFromQuery(Name = CustomerQuery.SortKey)]
    public string? Sort { get; set; }

    [SupplyParameterFromQuery(Name = CustomerQuery.DirectionKey)]
    public string? Direction { get; set; }

    [Inject]
    private CustomerEditor Editor { get; set; } = default!;

    [Inject]
    private PageActor Who { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private IBrowserViewportService Viewport { get; set; } = default!;

    [Inject]
    private Toasts Toasts { get; set; } = default!;

    [Inject]
    private ProblemLog Problems { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    private string SortText => $"{SortNames.Of(_query.Sort)} {_query.Order.ToString().ToLowerInvariant()}"
        + (_query.Sort == CustomerSort.Engagement ? ", then as declared, then unknown" : "");

    protected override bool Interested(CustomerChanged change) => change.Customer != 0 && _window.Shows(change.Customer);

    protected override async Task OnInitializedAsync()
    {
        _window = new(Editor, Who, Clock);
        _editing = new(Editor, Who, Problems);
        (_mayEdit, _seesPersonal) = (await Who.MayAsync(Right.EditCustomers), await Who.MayAsync(Right.ViewPersonalData));
    }

    protected override async Task OnParametersSetAsync()
    {
        var query = CustomerQuery.Read(key => key switch
        {
            CustomerQuery.SearchKey => Search,
            CustomerQuery.InterestKey => Interest,
            CustomerQuery.GenderKey => Gender,
            CustomerQuery.MinAgeKey => MinAge,
            CustomerQuery.MaxAgeKey => MaxAge,
            CustomerQuery.ColdKey => Cold,
            CustomerQuery.SortKey => Sort,
            CustomerQuery.DirectionKey => Direction,
            _ => null,
        });
        if (query == _query) return;
        _query = query;
        if (_started) await LoadAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender) await Viewport.SubscribeAsync(_viewportId, ResizeAsync, fireImmediately: true);
    }

    protected override async Task ReloadAsync(ChangeSet changes, CancellationToken cancellation)
    {
        if (!_started)
        {
            _started = true;
            await LoadAsync();
            return;
        }

        if (await _window.FollowAsync(changes, cancellation)) Redraw();
    }

    protected override async ValueTask LeaveAsync() => await Viewport.UnsubscribeAsync(_viewportId);

    private Task ResizeAsync(BrowserViewportEventArgs viewport) => InvokeAsync(() =>
    {
        var phone = viewport.Breakpoint == Breakpoint.Xs;
        if (phone == _phone) return;
        _phone = phone;
        StateHasChanged();
    });

    private void Redraw()
    {
        _grid?.Redraw();
        _cards?.Redraw();
    }

    private Task SortAsync(CustomerSort sort) => ShowAsync(_query.SortedBy(sort));

    /// <summary>The address leads: the list follows when it comes back as parameters.</summary>
    private Task ShowAsync(CustomerQuery query)
    {
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(query.ToQuery()), replace: true);
        return Task.CompletedTask;
    }

    /// <summary>One load at a time; of several wishes the newest is fulfilled.</summary>
    private async Task LoadAsync()
    {
        _loadAgain = true;
        if (_loading) return;
        _loading = true;
        try
        {
            while (_loadAgain && !Leaving.IsCancellationRequested)
            {
                _loadAgain = false;
                await _window.OpenAsync(_query, Leaving);
                _problem = null;
                if (_grid is not null) await _grid.RestartAsync();
                if (_cards is not null) await _cards.RestartAsync();
            }
        }
        catch (OperationCanceledException) when (Leaving.IsCancellationRequested)
        {
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            _problem = Problems.Report(fault, "Users list");
        }
        finally
        {
            _loading = false;
        }
    }

    private void Fail(Exception fault) => _problem = Problems.Report(fault, "Users list");

    private Task EditAsync(CustomerView? view) => _dialog?.EditAsync(view) ?? Task.CompletedTask;

    private async Task SavedInDialogAsync(CustomerView saved)
    {
        if (_window.Find(saved.Id) is { } row)
        {
            await RememberAsync((row.View, saved));
            row.Refresh(saved);
            Redraw();
            return;
        }

        Toasts.Show($"{saved.CustomerId} created");
        await LoadAsync();
    }

    private Task RememberAsync((CustomerView Before, CustomerView After) edit)
    {
        if (edit.Before.Version == edit.After.Version) return Task.CompletedTask;
        _undo.Push(new($"{edit.After.CustomerId} edited", async cancellation =>
        {
            var actor = await Who.DemandAsync(Right.EditCustomers, cancellation);
            var result = await Editor.UpdateAsync(actor, edit.After.Id, CustomerUndo.Of(edit.Before), _undo.VersionNow(edit.After.Version), cancellation);
            if (result is not EditResult<CustomerView>.Saved saved)
                return $"{edit.After.CustomerId} was changed again meanwhile, so the edit stays.";
            _undo.StandsAs(edit.Before.Version, saved.Row.Version);
            _window.Find(saved.Row.Id)?.Refresh(saved.Row);
            return null;
        }));
        return Task.CompletedTask;
    }

    private async Task KeepMineAsync()
    {
        var before = _editing.Draft?.Before;
        if (await _editing.KeepMineAsync(Leaving) is { } saved) await SettleAsync(before, saved);
    }

    private async Task TakeTheirsAsync()
    {
        var theirs = _editing.Theirs;
        _editing.Clear();
        if (theirs is not null) await SettleAsync(before: null, theirs);
    }

    private async Task SettleAsync(CustomerView? before, CustomerView now)
    {
        _window.Find(now.Id)?.Refresh(now);
        if (before is not null) await RememberAsync((before, now));
        if (_grid is not null) await _grid.EndEditAsync(down: false);
    }
}
