"""The Python Baler's own arithmetic, without its program: what the C++ Baler is compared with, in tests and benchmarks.

Same models, loss, optimiser, schedule and order of batches as Baler 1.4 (baler-collaboration/baler: models.py,
training.py, utils.py, helper.py), on PyTorch, one thread. Nothing else of it: no progress bar, no plots.
"""

import argparse

import numpy
import torch
from torch import nn


class Autoencoder(nn.Module):
    """AE (float64) and CFD_dense_AE (float32): the names of the layers are those of the state dictionary."""

    def __init__(self, columns: int, latent: int, dtype: torch.dtype) -> None:
        super().__init__()
        widths = [columns, 200, 100, 50, latent, 50, 100, 200, columns]
        for name, inputs, outputs in zip(["en1", "en2", "en3", "en4", "de1", "de2", "de3", "de4"], widths, widths[1:]):
            setattr(self, name, nn.Linear(inputs, outputs, dtype=dtype))

    def encode(self, x: torch.Tensor) -> torch.Tensor:
        leaky = nn.functional.leaky_relu
        return self.en4(leaky(self.en3(leaky(self.en2(leaky(self.en1(x)))))))

    def decode(self, z: torch.Tensor) -> torch.Tensor:
        leaky = nn.functional.leaky_relu
        return self.de4(leaky(self.de3(leaky(self.de2(leaky(self.de1(z)))))))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.decode(self.encode(x))


def loss_of(model: Autoencoder, batch: torch.Tensor) -> torch.Tensor:
    return nn.functional.mse_loss(model(batch), batch, reduction="sum") / batch.shape[1]


def train(model: Autoencoder, training: torch.Tensor, validation: torch.Tensor | None, options: argparse.Namespace) -> list[list[float]]:
    """Losses per epoch, training and validation."""
    optimiser = torch.optim.Adam(model.parameters(), lr=options.lr)
    schedule = torch.optim.lr_scheduler.ReduceLROnPlateau(optimiser, mode="min", patience=options.patience, factor=0.5, min_lr=1e-6)
    batches = torch.utils.data.DataLoader(training, batch_size=options.batch, shuffle=False)
    losses: list[list[float]] = [[], []]
    for _ in range(options.epochs):
        total = 0.0
        for batch in batches:
            optimiser.zero_grad()
            loss = loss_of(model, batch)
            loss.backward()
            optimiser.step()
            total += loss.item()
        losses[0].append(total / len(batches))
        losses[1].append(losses[0][-1])
        if validation is not None:
            with torch.no_grad():
                parts = [loss_of(model, part).item() for part in torch.split(validation, options.batch)]
            losses[1][-1] = sum(parts) / len(parts)
        schedule.step(losses[1][-1])
    return losses


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("input", help="the .npz")
    parser.add_argument("--frames", action="store_true", help="2-D: CFD_dense_AE in float32; else AE in float64")
    parser.add_argument("--normalise", action="store_true", help="min-max per column")
    parser.add_argument("--ratio", type=float, default=100)
    parser.add_argument("--epochs", type=int, default=0)
    parser.add_argument("--batch", type=int, default=60)
    parser.add_argument("--lr", type=float, default=0.001)
    parser.add_argument("--patience", type=int, default=50)
    parser.add_argument("--test-size", type=float, default=0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--initial", help="begin with this model.pt")
    parser.add_argument("--model", help="write the model there")
    parser.add_argument("--losses", help="write them there, .npy")
    parser.add_argument("--compressed", help="encode the data, write .npz")
    parser.add_argument("--decompress", help="decode this .npz instead of what was encoded")
    parser.add_argument("--decompressed", help="write what was decoded, .npz")
    options = parser.parse_args()

    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    data = numpy.load(options.input)["data"]
    dtype = torch.float32 if options.frames else torch.float64
    features = numpy.array([])
    if options.normalise:
        features = numpy.array([data.min(axis=0), data.max(axis=0) - data.min(axis=0)])
        data = (data - features[0]) / features[1]
    rows = torch.tensor(data.reshape(len(data), -1), dtype=dtype)

    model = Autoencoder(rows.shape[1], int(numpy.ceil(rows.shape[1] / options.ratio)), dtype)
    if options.initial:
        model.load_state_dict(torch.load(options.initial))
    training, validation = rows, None
    if options.test_size > 0:  # sklearn.model_selection.train_test_split(random_state=1)
        order = numpy.random.RandomState(1).permutation(len(rows))
        border = int(numpy.ceil(options.test_size * len(rows)))
        training, validation = rows[order[border:]], rows[order[:border]]
    losses = train(model, training, validation, options)
    if losses[0]:
        print(f"loss {losses[0][0]:.6g} -> {losses[0][-1]:.6g}")

    if options.model:
        torch.save(model.state_dict(), options.model)
    if options.losses:
        numpy.save(options.losses, numpy.array(losses))
    with torch.no_grad():
        if options.compressed:
            numpy.savez(options.compressed, data=model.encode(rows).numpy(), names=numpy.array([]), normalization_features=features)
        if options.decompressed:
            source = options.decompress or options.compressed
            decoded = model.decode(torch.tensor(numpy.load(source)["data"], dtype=dtype)).numpy().reshape(data.shape)
            if options.normalise:
                decoded = decoded * features[1] + features[0]
            numpy.savez(options.decompressed, data=decoded, names=numpy.array([]))


if __name__ == "__main__":
    main()
