using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Personalize.Data.Audit;

/// <summary>What people call the things that entries speak of: entries themselves know only our own numbers.</summary>
internal static class SubjectNames
{
    /// <summary>"#17": our own number, all that is left to call an erased customer by.</summary>
    private const char NumberMark = '#';

    /// <returns>Nothing for what is gone.</returns>
    public static async Task<Dictionary<(string Kind, string Id), string>> OfAsync(
        PersonalizeDb db, IReadOnlyCollection<AuditEntry> entries, CancellationToken cancellation)
    {
        int[] customers = [.. NumbersOf(Subjects.Customer)], items = [.. NumbersOf(Subjects.Item)];
        int[] accounts = [.. NumbersOf(Subjects.Account)], keys = [.. NumbersOf(Subjects.ApiKey)];
        Guid[] imports = [.. IdsOf(Subjects.Import).Select(id => Guid.TryParse(id, out var import) ? import : Guid.Empty)];
        var names = new Dictionary<(string, string), string>();
        await AddAsync(Subjects.Customer, customers, db.Customers.IgnoreQueryFilters().Where(row => customers.Contains(row.Id)).Select(row => new Named<int>(row.Id, row.CustomerId)));
        await AddAsync(Subjects.Item, items, db.Items.Where(row => items.Contains(row.Id)).Select(row => new Named<int>(row.Id, row.Sku)));
        await AddAsync(Subjects.Account, accounts, db.Accounts.Where(row => accounts.Contains(row.Id)).Select(row => new Named<int>(row.Id, row.Email)));
        await AddAsync(Subjects.ApiKey, keys, db.ApiKeys.Where(row => keys.Contains(row.Id)).Select(row => new Named<int>(row.Id, row.Name)));
        await AddAsync(Subjects.Import, imports, db.Imports.Where(row => imports.Contains(row.Id)).Select(row => new Named<Guid>(row.Id, row.FileName)));
        return names;

        IEnumerable<string> IdsOf(string kind) => entries.Where(entry => entry.SubjectKind == kind).Select(entry => entry.SubjectId).Distinct();

        IEnumerable<int> NumbersOf(string kind) => IdsOf(kind).Select(id => int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0);

        async Task AddAsync<TId>(string kind, TId[] wanted, IQueryable<Named<TId>> rows)
            where TId : notnull
        {
            if (wanted.Length == 0) return;
            foreach (var row in await rows.ToListAsync(cancellation))
            {
                if (row.Name is { Length: > 0 } name) names[(kind, IdOf(row.Id))] = name;
            }
        }
    }

    /// <param name="kind">Null for any.</param>
    /// <param name="name">As people call it, or "#17".</param>
    /// <returns>All that are called so; none when nothing is.</returns>
    public static async Task<IReadOnlyList<(string Kind, string Id)>> FindAsync(
        PersonalizeDb db, string? kind, string name, CancellationToken cancellation)
    {
        var found = new List<(string, string)>();
        var (composed, upper) = (name.Normalize(NormalizationForm.FormC), name.ToUpperInvariant());
        await AddAsync(Subjects.Customer, db.Customers.IgnoreQueryFilters().Where(row => row.CustomerId == composed).Select(row => row.Id));
        await AddAsync(Subjects.Item, db.Items.Where(row => row.Sku == composed).Select(row => row.Id));
        await AddAsync(Subjects.Account, db.Accounts.Where(row => row.NormalizedEmail == upper).Select(row => row.Id));
        await AddAsync(Subjects.ApiKey, db.ApiKeys.Where(row => row.Name == name).Select(row => row.Id));
        await AddAsync(Subjects.Import, db.Imports.Where(row => row.FileName == name).Select(row => row.Id));

        // Only then, as a customer may really be called "#17".
        if (found.Count == 0 && name is [NumberMark, .. var number])
            found.AddRange((kind is null ? Subjects.All : [kind]).Select(one => (one, number)));
        return found;

        async Task AddAsync<TId>(string of, IQueryable<TId> ids)
            where TId : notnull
        {
            if (kind is null || kind == of)
                found.AddRange((await ids.ToListAsync(cancellation)).Select(id => (of, IdOf(id))));
        }
    }

    private static string IdOf<TId>(TId id) => Convert.ToString(id, CultureInfo.InvariantCulture)!;

    private sealed record Named<TId>(TId Id, string? Name);
}
