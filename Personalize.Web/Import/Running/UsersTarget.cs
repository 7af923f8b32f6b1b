using Personalize.Data.Customers;
using Personalize.Data.Imports;
using Personalize.Data.Spreadsheets.Rows;
using Personalize.Web.Import.Sheets;

namespace Personalize.Web.Import.Running;

/// <summary>Rows of a users sheet become customers.</summary>
internal sealed class UsersTarget(ImportJob job, SheetLayout layout, CustomerUpsert upsert, EntityLookup lookup) : ISheetTarget
{
    private readonly UserRules _rules = new(layout);
    private readonly HashSet<int> _touched = [];

    public IReadOnlyCollection<int> Touched => _touched;

    public Func<CancellationToken, Task>? Check(IReadOnlyList<SheetRow> rows)
    {
        var users = new List<CustomerRow>(rows.Count);
        foreach (var row in rows)
        {
            if (_rules.Read(row, out var user) is { } fault)
                job.Tally.Reject(job.Row.Id, row.Number, fault);
            else
                users.Add(user!);
        }

        return users.Count == 0 ? null : cancellation => StoreAsync(users, cancellation);
    }

    public Task FinishAsync(CancellationToken cancellation) => Task.CompletedTask;

    private async Task StoreAsync(List<CustomerRow> users, CancellationToken cancellation)
    {
        var outcomes = await upsert.UpsertAsync(job.Actor, users, _rules.Given, cancellation);
        job.Row.Created += outcomes.LongCount(outcome => outcome == UpsertOutcome.Created);
        job.Row.NewCustomers = job.Row.Created;
        job.Row.Updated += outcomes.LongCount(outcome => outcome is UpsertOutcome.Updated or UpsertOutcome.Cleared);
        job.Cleared += outcomes.LongCount(outcome => outcome == UpsertOutcome.Cleared);
        job.Row.Unchanged += outcomes.LongCount(outcome => outcome == UpsertOutcome.Unchanged);
        string[] changed = [.. users.Where((_, index) => outcomes[index] is UpsertOutcome.Updated or UpsertOutcome.Cleared).Select(user => user.CustomerId)];
        if (changed.Length > 0)
            _touched.UnionWith((await lookup.CustomersAsync(job.Actor, changed, cancellation)).Ids.Values);
    }
}
