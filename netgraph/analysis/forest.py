from netgraph.network import ReferralNetwork
from netgraph.forest import Forest


def forest(net: ReferralNetwork) -> Forest:
    return net.forest
