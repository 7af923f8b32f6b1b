using Microsoft.AspNetCore.Components;
using Personalize.Data.Accounts;
using Personalize.Web.Access;
using Personalize.Web.Shell;

namespace Personalize.Web.Import;

/// <summary>One import, moving while it runs on the server. Leaving the page or losing the circuit does not stop it.</summary>
public sealed partial class ImportRunPage : IDisposable
{
    private ImportReport? _report;
    private Problem? _problem;
    private ImportWatch? _watch;
    private Guid? _watched;
    private bool _cancelling;

    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    private ImportService Imports { get; set; } = default!;

    [Inject]
    private PageActor Who { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private ProblemLog Problems { get; set; } = default!;

    [Inject]
    private Toasts Toasts { get; set; } = default!;

    protected override Task OnParametersSetAsync()
    {
        if (_watched == Id)
            return Task.CompletedTask;
        (_watched, _report, _problem, _cancelling) = (Id, null, null, false);
        _watch?.Dispose();
        _watch = new ImportWatch(Imports, Id, () => InvokeAsync(LoadAsync));
        return LoadAsync();
    }

    public void Dispose() => _watch?.Dispose();

    private async Task LoadAsync()
    {
        var id = Id;
        try
        {
            var report = await Imports.FindAsync(await Who.DemandAsync(Right.ImportFiles, CancellationToken.None), id, CancellationToken.None);
            if (id != Id)
                return;
            (_report, _problem) = (report, null);
            if (report is null)
                Navigation.NotFound();
        }
        catch (Exception fault) when (fault is not NavigationException)
        {
            if (id == Id)
                _problem = Problems.Report(fault, "Import");
        }

        StateHasChanged();
    }

    private async Task CancelAsync()
    {
        _cancelling = true;
        try
        {
            var actor = await Who.DemandAsync(Right.ImportFiles, CancellationToken.None);
            if (!await Imports.CancelAsync(actor, Id, CancellationToken.None))
                Toasts.Show("It had ended already.");
        }
        catch (Exception fault)
        {
            (_problem, _cancelling) = (Problems.Report(fault, "Cancelling an import"), false);
        }
    }
}
