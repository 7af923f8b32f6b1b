using Personalize.Engine.Evaluation;

namespace Personalize.Engine;

/// <param name="Trial">What models of the same kinds, trained without it, found of what was held back; null where that was too little.</param>
public sealed record TrainedModels(ModelSet Models, ModelTrial? Trial);
