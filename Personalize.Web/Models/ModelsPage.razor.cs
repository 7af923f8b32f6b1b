using System.Globalization;
using Microsoft.AspNetCore.Components;
using Personalize.Data.Accounts;
using Personalize.Web.Access;
using Personalize.Web.Live;
using Personalize.Web.Shell;
using Personalize.Web.Training;

namespace Personalize.Web.Models;

public sealed partial class ModelsPage
{
    private readonly List<long> _chosen = [];
    private IReadOnlyList<ModelRow> _rows = [];
    private PanelState _state = PanelState.Loading;
    private Problem? _problem;
    private string? _refusal;
    private long? _known;
    private ElementReference _comparison;
    private bool _isCompared;

    /// <summary>The version whose leaderboard is shown; the one that serves when absent.</summary>
    [SupplyParameterFromQuery(Name = "version")]
    private string? Version { get; set; }

    /// <summary>The version that it is compared with; none when absent.</summary>
    [SupplyParameterFromQuery(Name = "against")]
    private string? AgainstVersion { get; set; }

    [Inject]
    private ModelRegistry Registry { get; set; } = default!;

    [Inject]
    private ModelHolder Holder { get; set; } = default!;

    [Inject]
    private TrainingService Training { get; set; } = default!;

    [Inject]
    private ManualTraining Manual { get; set; } = default!;

    [Inject]
    private PageActor Person { get; set; } = default!;

    [Inject]
    private ProblemLog Problems { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private Toasts Toasts { get; set; } = default!;

    private ModelRow? Shown => Version is null ? _rows.FirstOrDefault(row => row.Serves) : Find(Version);

    private ModelRow? Against => AgainstVersion is null ? null : Find(AgainstVersion);

    // Which models serve concerns everybody, and is told without being asked for.
    protected override bool Interested(CustomerChanged change) => false;

    protected override Task ReloadAsync(ChangeSet changes, CancellationToken cancellation) => LoadAsync();

    protected override ValueTask LeaveAsync()
    {
        Training.StatusChanged -= OnStatusChanged;
        return ValueTask.CompletedTask;
    }

    // It appears above the list that it was asked for in.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_isCompared || Shown is null || Against is null) return;
        _isCompared = false;
        await _comparison.FocusAsync();
    }

    protected override void OnInitialized() => Training.StatusChanged += OnStatusChanged;

    private void OnStatusChanged(object? sender, EventArgs e) => _ = InvokeAsync(async () =>
    {
        // Progress comes many times a second, a new row once; one that was kept back changes no models.
        if (Training.Status.Running is null && Training.Status.Last?.Version != _known && !Leaving.IsCancellationRequested)
            await LoadAsync();
        StateHasChanged();
    });

    private async Task LoadAsync()
    {
        try
        {
            _known = Training.Status.Last?.Version;
            _rows = await Registry.ListAsync(await Person.DemandAsync(Right.ManageModels, Leaving), Leaving);
            (_state, _problem) = (_rows.Count == 0 ? PanelState.Empty : PanelState.Ready, null);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            (_state, _problem) = (PanelState.Failed, Problems.Report(fault, "The list of trainings"));
        }
    }

    // Whatever stands in the address.
    private ModelRow? Find(string version) => _rows.FirstOrDefault(row => row.Version.ToString(CultureInfo.InvariantCulture) == version);

    /// <summary>Two can be compared: the third takes the place of the first.</summary>
    private void Choose(long version)
    {
        if (_chosen.Remove(version)) return;
        _chosen.Add(version);
        if (_chosen.Count > 2) _chosen.RemoveAt(0);
    }

    // Never disabled: who types faster than the line would find it so still.
    private void CompareChosen()
    {
        _isCompared = _chosen.Count == 2;
        if (_isCompared) Navigation.NavigateTo($"/models?version={_chosen.Max()}&against={_chosen.Min()}");
        else Toasts.Show("Choose two versions in the list first.");
    }

    private Task TrainAsync() => DoAsync(actor => Manual.StartAsync(actor, Leaving));

    private Task CancelAsync() => DoAsync(async actor => Toasts.Show(
        await Manual.CancelAsync(actor) ? "The training was cancelled. What served before goes on serving." : "The training had ended already."));

    private Task ServeAsync(ModelRow row) => DoAsync(async actor =>
    {
        _refusal = await Registry.ServeAsync(actor, row.Version, Leaving) switch
        {
            ServeOutcome.Gone => $"The file of version {row.Version} is gone or damaged. Train anew instead.",
            ServeOutcome.ServesAlready => $"Version {row.Version} serves already.",
            _ => null,
        };
        if (_refusal is null)
            Toasts.Show($"Version {row.Version} serves now.");
        await LoadAsync();
    });

    private async Task DoAsync(Func<Actor, Task> change)
    {
        try
        {
            await change(await Person.DemandAsync(Right.ManageModels, Leaving));
        }
        catch (RightMissingException missing)
        {
            _refusal = missing.Message;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            _refusal = $"This failed (log id {Problems.Report(fault, "A change of the models").Id}). Look at the list before you try again.";
            await LoadAsync();
        }
    }
}
