using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.Extensions;
using Personalize.Data.Accounts;
using Personalize.Data.Audit;
using Personalize.Web.Access;
using Personalize.Web.Shell;

namespace Personalize.Web.Audit;

/// <summary>Who changed what, when, and can it be taken back?</summary>
public sealed partial class AuditPage
{
    private const int PageSize = 50;
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource _leaving = new();
    private AuditQuery _query = new();
    private IReadOnlyList<AuditLine>? _lines;
    private Problem? _problem;
    private ITimer? _timer;
    private (long Sequence, string Why)? _refusal;
    private long? _before;
    private long? _undoing;
    private long _newest;
    private int _newer;
    private bool _hasOlder;
    private bool _started;

    public AuditPage() => Leaving = _leaving.Token;

    [SupplyParameterFromQuery(Name = AuditQuery.ActorKey)]
    public string? Actor { get; set; }

    [SupplyParameterFromQuery(Name = AuditQuery.ActionKey)]
    public string? Action { get; set; }

    [SupplyParameterFromQuery(Name = AuditQuery.KindKey)]
    public string? Kind { get; set; }

    [SupplyParameterFromQuery(Name = AuditQuery.SubjectKey)]
    public string? Subject { get; set; }

    [SupplyParameterFromQuery(Name = AuditQuery.SourceKey)]
    public string? Source { get; set; }

    [SupplyParameterFromQuery(Name = AuditQuery.RequestKey)]
    public string? Request { get; set; }

    [SupplyParameterFromQuery(Name = AuditQuery.FromKey)]
    public string? From { get; set; }

    [SupplyParameterFromQuery(Name = AuditQuery.UntilKey)]
    public string? Until { get; set; }

    [Inject]
    private AuditTrail Trail { get; set; } = default!;

    [Inject]
    private AuditUndoing Undoing { get; set; } = default!;

    [Inject]
    private PageActor Who { get; set; } = default!;

    [Inject]
    private Viewer Viewer { get; set; } = default!;

    [Inject]
    private Toasts Toasts { get; set; } = default!;

    [Inject]
    private ProblemLog Problems { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    /// <summary>Cancelled when the page goes away; kept, as a disposed source gives no token.</summary>
    private CancellationToken Leaving { get; }

    private string ExportAddress
    {
        get
        {
            var query = new QueryBuilder { { AuditExport.ZoneKey, Viewer.Zone.Id } };
            foreach (var (key, value) in _query.ToQuery())
            {
                if (value is string text)
                    query.Add(key, text);
            }

            return AuditLink.Export + query;
        }
    }

    public void Dispose()
    {
        _timer?.Dispose();
        _leaving.Cancel();
        _leaving.Dispose();
    }

    protected override void OnInitialized() =>
        _timer = Clock.CreateTimer(_ => _ = InvokeAsync(LookAsync), null, LookInterval, LookInterval);

    protected override async Task OnParametersSetAsync()
    {
        var query = AuditQuery.Read(key => key switch
        {
            AuditQuery.ActorKey => Actor,
            AuditQuery.ActionKey => Action,
            AuditQuery.KindKey => Kind,
            AuditQuery.SubjectKey => Subject,
            AuditQuery.SourceKey => Source,
            AuditQuery.RequestKey => Request,
            AuditQuery.FromKey => From,
            AuditQuery.UntilKey => Until,
            _ => null,
        });
        if (_started && query == _query)
            return;
        (_started, _query) = (true, query);
        await LoadAsync();
    }

    /// <summary>The address leads: the list follows when it comes back as parameters.</summary>
    private void Show(AuditQuery query) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(query.ToQuery()), replace: true);

    private Task LoadAsync() => LoadAsync(before: null);

    private Task OlderAsync() => LoadAsync(_lines![^1].Entry.Sequence);

    private async Task LoadAsync(long? before)
    {
        var query = _query;
        try
        {
            var actor = await Who.DemandAsync(Right.ReadAudit, Leaving);
            var lines = await Trail.PageAsync(actor, query.ToFilter(Viewer.Zone), before, PageSize + 1, Leaving);
            if (query != _query)
                return;
            (_lines, _before, _problem, _refusal) = ([.. lines.Take(PageSize)], before, null, null);
            _hasOlder = lines.Count > PageSize;
            if (before is null)
                (_newest, _newer) = (lines.Count > 0 ? lines[0].Entry.Sequence : 0, 0);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            _problem = Problems.Report(fault, "Audit trail");
        }
        catch (OperationCanceledException) when (Leaving.IsCancellationRequested)
        {
            // The page is left.
        }
    }

    /// <summary>Counts what has come in since; the list itself stands still while it is read.</summary>
    private async Task LookAsync()
    {
        if (_lines is null || Leaving.IsCancellationRequested || !Viewer.IsVisible)
            return;
        try
        {
            var actor = await Who.DemandAsync(Right.ReadAudit, Leaving);
            var newer = await Trail.NewerAsync(actor, _query.ToFilter(Viewer.Zone), _newest, Leaving);
            if (newer == _newer)
                return;
            _newer = newer;
            StateHasChanged();
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            _problem ??= Problems.Report(fault, "Audit trail");
            StateHasChanged();
        }
        catch (OperationCanceledException) when (Leaving.IsCancellationRequested)
        {
            // The page is left.
        }
    }

    private async Task UndoAsync(AuditLine line)
    {
        (_undoing, _refusal) = (line.Entry.Sequence, null);
        try
        {
            var actor = await Who.DemandAsync(Right.ReadAudit, Leaving);
            var outcome = await Undoing.UndoAsync(actor, line.Entry.Sequence, Leaving);
            if (outcome is not UndoOutcome.Undone)
            {
                Refuse(UndoWords.Of(line.Entry.Sequence, outcome));
                return;
            }

            Toasts.Show($"Entry {Numbers.Full(line.Entry.Sequence)} is taken back");
            await LoadAsync();
        }
        catch (RightMissingException missing)
        {
            Refuse(missing.Message);
        }
        catch (OperationCanceledException) when (Leaving.IsCancellationRequested)
        {
            // The page is left.
        }
        catch (Exception fault)
        {
            Refuse($"Entry {Numbers.Full(line.Entry.Sequence)} could not be taken back (problem {Problems.Report(fault, "Undo").Id}).");
        }
        finally
        {
            _undoing = null;
        }

        void Refuse(string why) => _refusal = (line.Entry.Sequence, why);
    }

    private string? RefusalOf(AuditLine line) => _refusal is { } refusal && refusal.Sequence == line.Entry.Sequence ? refusal.Why : null;
}
