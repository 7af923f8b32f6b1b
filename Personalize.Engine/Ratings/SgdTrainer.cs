using System.ComponentModel.DataAnnotations;

namespace Personalize.Engine.Ratings;

/// <summary>Biased matrix factorisation by stochastic gradient descent: r̂ = μ + b_u + b_i + p·q.</summary>
/// <remarks>
/// Minimises Σ(r − r̂)² with a penalty on ‖p‖², ‖q‖² and the squared deviations (Koren, Bell and Volinsky, "Matrix
/// factorization techniques for recommender systems", 2009), each row's steps the shorter, the steeper its way so far (Chin and
/// others, "A learning-rate schedule for stochastic gradient methods to matrix factorization", 2015).
/// O(epochs · ratings · k). <see cref="SgdSettings.Specification"/> is the specification's own, step by step
/// <see cref="SpecificationFactorisation.SampleStep"/>.
/// </remarks>
/// <threadsafety>Immutable; any number of trainings at once.</threadsafety>
public sealed class SgdTrainer : IRatingTrainer<SgdModel>
{
    /// <summary>Times that a training which left the finite numbers goes back an epoch and on with half the rate.</summary>
    private const int MostRescues = 3;

    private readonly SgdSettings _settings;

    public SgdTrainer() : this(new SgdSettings())
    {
    }

    /// <exception cref="ValidationException">A setting is out of range.</exception>
    public SgdTrainer(SgdSettings settings) => _settings = settings.Validated();

    public SgdModel Train(RatingSet data, TrainingRun run) => Train(data, run, static (_, _) => { });

    /// <param name="watch">Sees the model as it stands after each epoch, and that epoch's number from 1; it moves on when this returns.</param>
    internal SgdModel Train(RatingSet data, TrainingRun run, Action<SgdModel, int> watch)
    {
        var state = SgdState.Start(data, _settings, run.Seed);
        var epoch = new SgdEpoch(data, RatingGrid.Of(data, RandomStream.Of(run.Seed, RandomUse.RatingOrder, -1)), _settings);
        var model = new SgdModel(data, state, _settings.Deviations ? data.Mean : 0);
        var rescues = 0;
        var good = state.Copy();
        for (var number = 0; number < _settings.Epochs && data.Count > 0; number++)
        {
            run.Cancellation.ThrowIfCancellationRequested();
            var loss = epoch.Run(state, number, PaceOf(number) / (1 << rescues), run) / data.Count;
            if (double.IsFinite(loss))
            {
                good.TakeOver(state);
                run.Progress?.Report(new StageReport(SgdModel.ModelName, (number + 1d) / _settings.Epochs, loss));
                watch(model, number + 1);
                continue;
            }
            if (rescues++ == MostRescues) throw new TrainingDivergedException(SgdModel.ModelName, number + 1, loss);
            state.TakeOver(good);
            number--;
        }
        return model;
    }

    private double PaceOf(int epoch) => _settings.Schedule == RateSchedule.Constant ? 1 : 1 - (double)epoch / _settings.Epochs;
}
