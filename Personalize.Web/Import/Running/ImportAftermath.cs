using Personalize.Web.Catalogue;
using Personalize.Web.Live;
using Personalize.Web.Training;

namespace Personalize.Web.Import.Running;

/// <summary>Tells the rest of the server what an import has changed.</summary>
internal sealed class ImportAftermath(LiveState live, ItemDirectory items, TrainingService training)
{
    private const string Reason = "import";

    public async Task SpreadAsync(ImportJob job, IReadOnlyCollection<int> touched, CancellationToken cancellation)
    {
        if (job.Row.NewItems > 0)
            await items.ReloadAsync(cancellation);
        foreach (var customer in touched)
            live.Drop(customer, Aspects.Profile | Aspects.Engagement | Aspects.Recommendations);
        if (job.Row.Created + job.Row.Updated > 0)
            training.Request(Reason);
    }
}
