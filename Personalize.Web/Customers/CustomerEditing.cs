using Personalize.Data.Accounts;
using Personalize.Web.Access;
using Personalize.Web.Hosting;
using Personalize.Web.Shell;

namespace Personalize.Web.Customers;

/// <summary>One edit from the first keystroke to the save: the draft, what is wrong with it, and a conflict if somebody was faster.</summary>
public sealed class CustomerEditing
{
    private readonly CustomerEditor _editor;
    private readonly PageActor _who;
    private readonly ProblemLog _problems;

    internal CustomerEditing(CustomerEditor editor, PageActor who, ProblemLog problems) =>
        (_editor, _who, _problems) = (editor, who, problems);

    /// <summary>Null when nothing is being edited.</summary>
    public CustomerDraft? Draft { get; private set; }

    public int? Id => Draft?.Before?.Id;

    /// <summary>What somebody else saved meanwhile; null when there is no conflict.</summary>
    public CustomerView? Theirs { get; private set; }

    public bool Saving { get; private set; }

    /// <summary>A problem that belongs to no field.</summary>
    public string? Problem { get; private set; }

    public void Begin(CustomerView? view)
    {
        Clear();
        Draft = view is null ? CustomerDraft.New() : CustomerDraft.Of(view);
    }

    public void Clear() => (Draft, Theirs, Problem) = (null, null, null);

    /// <returns>The saved row, after which nothing is being edited; null when the draft is still open.</returns>
    public Task<CustomerView?> SaveAsync(CancellationToken cancellation) => SaveAsync(Draft?.Before?.Version, cancellation);

    /// <summary>Resolves a conflict for the fields that were changed here; the others stay as they stand now.</summary>
    public Task<CustomerView?> KeepMineAsync(CancellationToken cancellation) => SaveAsync(Theirs?.Version, cancellation);

    private async Task<CustomerView?> SaveAsync(Guid? expected, CancellationToken cancellation)
    {
        if (Draft is not { } draft || Saving) return null;
        Problem = null;
        if (!draft.TryToChange(out var change)) return null;
        if (draft.Before is { } unchanged && !draft.IsDirty)
        {
            Clear();
            return unchanged;
        }

        Saving = true;
        try
        {
            var actor = await _who.DemandAsync(Right.EditCustomers, cancellation);
            return Settle(draft, draft.Before is { } before
                ? await _editor.UpdateAsync(actor, before.Id, change, expected, cancellation)
                : await _editor.CreateAsync(actor, change, cancellation));
        }
        catch (RightMissingException missing)
        {
            Problem = missing.Message;
            return null;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Problem = $"The change could not be saved. Your entries are kept; try again. Problem {_problems.Report(fault, "Saving a user").Id}.";
            return null;
        }
        finally
        {
            Saving = false;
        }
    }

    private CustomerView? Settle(CustomerDraft draft, EditResult<CustomerView> result)
    {
        switch (result)
        {
            case EditResult<CustomerView>.Saved saved:
                Clear();
                return saved.Row;
            case EditResult<CustomerView>.Stale stale:
                Theirs = stale.Current;
                break;
            case EditResult<CustomerView>.Invalid invalid:
                draft.Refuse(invalid.Errors);
                break;
            case EditResult<CustomerView>.DuplicateKey duplicate:
                draft.Errors["customer_id"] = $"“{duplicate.Key}” belongs to another user. Choose another id.";
                break;
            case EditResult<CustomerView>.NotFound:
                Problem = "This user has been deleted meanwhile, so there is nothing to save.";
                break;
        }

        return null;
    }
}
