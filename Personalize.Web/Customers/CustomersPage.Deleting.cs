using Personalize.Data.Accounts;
using Personalize.Web.Hosting;

namespace Personalize.Web.Customers;

/// <content>Deleting, and taking things back.</content>
public sealed partial class CustomersPage
{
    /// <summary>Looked up afresh: what was selected may have been scrolled far away since.</summary>
    private async Task DeleteSelectedAsync()
    {
        int[] selected = [.. _selected];
        await DeleteAsync(actor => Editor.FindManyAsync(actor, selected, Leaving));
    }

    private Task DeleteAsync(CustomerView view) => DeleteAsync(_ => Task.FromResult<IReadOnlyList<CustomerView>>([view]));

    private async Task DeleteAsync(Func<Actor, Task<IReadOnlyList<CustomerView>>> find)
    {
        var actor = await Who.DemandAsync(Right.EditCustomers, Leaving);
        var deleted = new List<CustomerView>();
        try
        {
            foreach (var view in await find(actor))
            {
                if (await Editor.DeleteAsync(actor, view.Id, Leaving)) deleted.Add(view);
                _selected.Remove(view.Id);
            }
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Toasts.Show($"The deletion broke off; the other users are still there. Problem {Problems.Report(fault, "Deleting users").Id}.");
        }

        // However it ended: what is gone can be taken back.
        if (deleted.Count > 0) await OfferUndoAsync(deleted);
    }

    private async Task OfferUndoAsync(List<CustomerView> deleted)
    {
        var text = deleted.Count == 1 ? $"{deleted[0].CustomerId} deleted" : $"{deleted.Count} users deleted";
        var toast = 0L;
        var step = new UndoStep(text, cancellation =>
        {
            // Undone by the keyboard or the footer, the toast would offer it once more.
            Toasts.Dismiss(toast);
            return RestoreAsync(deleted, cancellation);
        });
        _undo.Push(step);
        toast = Toasts.ShowUndo(text, () => InvokeAsync(() => UndoAsync(step)));
        await LoadAsync();
    }

    private async Task<string?> RestoreAsync(List<CustomerView> deleted, CancellationToken cancellation)
    {
        var actor = await Who.DemandAsync(Right.EditCustomers, cancellation);
        var lost = new List<string>();
        foreach (var view in deleted)
            if (await Editor.RestoreAsync(actor, view.Id, cancellation) is not EditResult<CustomerView>.Saved)
                lost.Add(view.CustomerId);
        return lost.Count == 0 ? null : $"{string.Join(", ", lost)} could not be restored: deletions can be undone for {CustomerEditor.UndoWindow.TotalMinutes:0} minutes.";
    }

    private Task UndoNewestAsync() => UndoAsync(_undo.Newest);

    private async Task UndoAsync(UndoStep? step)
    {
        if (await _undo.UndoAsync(step, CancellationToken.None) is not { } said) return;
        Toasts.Show(said);
        if (Leaving.IsCancellationRequested) return;
        await LoadAsync();
        StateHasChanged();
    }
}
